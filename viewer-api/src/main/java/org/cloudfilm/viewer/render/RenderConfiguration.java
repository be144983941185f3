package org.cloudfilm.viewer.render;

import java.time.Duration;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.viewer.render.worker.SafeFrameDecoder;
import org.cloudfilm.viewer.render.worker.WorkerLimits;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires decoding and the rendered resources. */
@Configuration(proxyBeanMethods = false)
public class RenderConfiguration {

    private static final long KEEP_BYTES = 16 << 20;
    private static final Duration QUIET = Duration.ofSeconds(2);

    @Bean(destroyMethod = "close")
    SafeFrameDecoder frameDecoder() {
        return new SafeFrameDecoder(WorkerLimits.defaults());
    }

    @Bean
    MemoryBudget memoryBudget() {
        return MemoryBudget.ofThisProcess();
    }

    @Bean
    StoredFrames storedFrames(FilmReader reader, FrameDecoder decoder, MemoryBudget memory) {
        return new StoredFrames(reader, decoder, memory);
    }

    @Bean(destroyMethod = "close")
    Painters painters() {
        return new Painters();
    }

    @Bean
    RenderImage renderImage(StoredFrames frames, FrameDecoder decoder, MemoryBudget memory, Painters painters) {
        return new RenderImage(frames, decoder, memory, painters, KEEP_BYTES);
    }

    @Bean(destroyMethod = "close")
    PreparedPictures preparedPictures(FilmReader reader, RenderImage render, ObjectStore store) {
        return new PreparedPictures(store, new PrepareSeries(reader, render, store), QUIET);
    }

    @Bean
    FilterRegistrationBean<RenderedFilter> renderedFilter(
            Access access, FilmReader reader, RenderImage render, PreparedPictures prepared) {
        FilterRegistrationBean<RenderedFilter> registration = new FilterRegistrationBean<>(
                new RenderedFilter(new RenderedResources(access, reader, render, prepared)));
        registration.addUrlPatterns(RenderedFilter.ROOT + "/*");
        // behind Spring Security, whose filters stand at -100
        registration.setOrder(1);
        return registration;
    }
}
