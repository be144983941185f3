package org.cloudfilm.standalone.http;

import org.cloudfilm.standalone.security.PageOrProblem;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts {@link FilmProtocol} and {@link UnreadableRequests} in place of Tomcat's own. */
@Configuration(proxyBeanMethods = false)
class FilmServerConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatWebServerFactory> filmProtocol() {
        return factory -> factory.setProtocol(FilmProtocol.class.getName());
    }

    @Bean
    WebServerFactoryCustomizer<TomcatWebServerFactory> unreadableRequests(PageOrProblem refusal) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new UnreadableRequests(refusal)));
    }
}
