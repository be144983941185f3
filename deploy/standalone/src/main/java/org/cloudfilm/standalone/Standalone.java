package org.cloudfilm.standalone;

import java.io.IOException;
import org.cloudfilm.gateway.GatewayConfiguration;
import org.cloudfilm.gateway.Hl7Configuration;
import org.cloudfilm.standalone.command.Maintenance;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.cloudfilm.viewer.ViewerApiConfiguration;
import org.cloudfilm.viewer.pages.WebPages;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** Cloudfilm in one process. */
@SpringBootApplication
@EnableConfigurationProperties(CloudfilmSettings.class)
@Import({GatewayConfiguration.class, Hl7Configuration.class, ViewerApiConfiguration.class, WebPages.class})
public class Standalone {

    /** With the name of a command runs it and ends; otherwise serves until it is told to stop. */
    public static void main(String[] args) throws IOException {
        if (args.length == 1 && Maintenance.knows(args[0])) {
            System.exit(new Maintenance(System.out).run(args[0]));
        }
        SpringApplication.run(Standalone.class, args);
    }
}
