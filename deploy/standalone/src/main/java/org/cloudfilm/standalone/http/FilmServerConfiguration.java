package org.cloudfilm.standalone.http;

import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts {@link FilmProtocol} in place of Tomcat's own. */
@Configuration(proxyBeanMethods = false)
class FilmServerConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatWebServerFactory> filmProtocol() {
        return factory -> factory.setProtocol(FilmProtocol.class.getName());
    }
}
