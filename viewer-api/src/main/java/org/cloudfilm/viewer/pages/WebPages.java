package org.cloudfilm.viewer.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;

/**
 * The web pages: one document behind every address a person may open or reload, and its assets.
 * All of it is public; what is private comes through {@code /api} and {@code /dicom-web}.
 */
@Configuration(proxyBeanMethods = false)
public class WebPages implements WebMvcConfigurer {

    /** Addresses that need no token, for the security configuration. */
    public static final String[] PUBLIC_PATHS = {
            "/", "/index.html", "/favicon.svg", "/assets/**", "/callback", "/doctor", "/doctor/**", "/films", "/films/**",
            "/review", "/review/**", "/management", "/management/**", "/me", "/me/**", "/s", "/tour"};

    private static final String[] ROUTES = {
            "/", "/callback", "/doctor", "/doctor/**", "/films", "/films/**", "/review", "/review/**",
            "/management", "/management/**", "/me", "/me/**", "/s", "/tour"};

    /** The document behind every address; none where the build has left the pages out. */
    public Optional<byte[]> document() {
        ClassPathResource document = new ClassPathResource("static/index.html");
        try {
            return document.exists() ? Optional.of(document.getContentAsByteArray()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        for (String route : ROUTES) {
            registry.addViewController(route).setViewName("forward:/index.html");
        }
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // Names of assets carry a hash of their content; the document that names them must be asked for again.
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/static/assets/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(true)
                .addResolver(compressed());
        registry.addResourceHandler("/index.html", "/favicon.svg")
                .addResourceLocations("classpath:/static/")
                .setCacheControl(CacheControl.noCache());
    }

    /** The build lays a compressed copy next to every asset that is worth it. */
    private static EncodedResourceResolver compressed() {
        EncodedResourceResolver resolver = new EncodedResourceResolver();
        resolver.setContentCodings(List.of("br", "gzip"));
        return resolver;
    }
}
