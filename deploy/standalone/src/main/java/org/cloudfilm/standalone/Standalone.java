package org.cloudfilm.standalone;

import org.cloudfilm.gateway.GatewayConfiguration;
import org.cloudfilm.pages.WebPages;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.cloudfilm.viewer.ViewerApiConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** Cloudfilm in one process. */
@SpringBootApplication
@EnableConfigurationProperties(CloudfilmSettings.class)
@Import({GatewayConfiguration.class, ViewerApiConfiguration.class, WebPages.class})
public class Standalone {

    public static void main(String[] args) {
        SpringApplication.run(Standalone.class, args);
    }
}
