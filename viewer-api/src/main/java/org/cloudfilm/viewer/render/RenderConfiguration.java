package org.cloudfilm.viewer.render;

import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.viewer.render.worker.SafeFrameDecoder;
import org.cloudfilm.viewer.render.worker.WorkerLimits;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires decoding and the rendered resources. */
@Configuration(proxyBeanMethods = false)
public class RenderConfiguration {

    private static final long KEEP_BYTES = 32 << 20;

    @Bean(destroyMethod = "close")
    SafeFrameDecoder frameDecoder() {
        return new SafeFrameDecoder(WorkerLimits.defaults());
    }

    @Bean
    StoredFrames storedFrames(FilmReader reader, FrameDecoder decoder) {
        return new StoredFrames(reader, decoder);
    }

    @Bean
    FilterRegistrationBean<RenderedFilter> renderedFilter(
            Access access, FilmReader reader, StoredFrames frames, FrameDecoder decoder) {
        RenderImage render = new RenderImage(frames, decoder, MemoryBudget.ofThisProcess(), KEEP_BYTES);
        FilterRegistrationBean<RenderedFilter> registration =
                new FilterRegistrationBean<>(new RenderedFilter(new RenderedResources(access, reader, render)));
        registration.addUrlPatterns(RenderedFilter.ROOT + "/*");
        // behind Spring Security, whose filters stand at -100
        registration.setOrder(1);
        return registration;
    }
}
