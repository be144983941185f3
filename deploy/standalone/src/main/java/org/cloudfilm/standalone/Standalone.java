package org.cloudfilm.standalone;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.cloudfilm.gateway.OutboxConfiguration;
import org.cloudfilm.gateway.dimse.DicomServer;
import org.cloudfilm.standalone.command.Maintenance;
import org.cloudfilm.standalone.demo.Rehearsal;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.cloudfilm.standalone.settings.FilmSettings;
import org.cloudfilm.standalone.simulators.Simulators;
import org.cloudfilm.storage.hospital.Hospitals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** Cloudfilm: both doors in one process, or one of them. */
@SpringBootApplication
@EnableConfigurationProperties({CloudfilmSettings.class, FilmSettings.class})
@Import(OutboxConfiguration.class)
public class Standalone {

    private static final Logger log = LoggerFactory.getLogger(Standalone.class);

    /**
     * With the name of a command runs it and ends; otherwise serves until it is told to stop. {@code simulators} serves
     * an insurance and a payment channel to try things with. {@code rehearse} is for the build: it takes synthetic
     * studies and ends.
     */
    public static void main(String[] args) throws IOException {
        if (args.length > 0 && args[0].equals("simulators")) {
            Simulators.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        if (args.length == 1 && Maintenance.knows(args[0])) {
            System.exit(new Maintenance(System.out).run(args[0]));
        }
        ConfigurableApplicationContext app = SpringApplication.run(Standalone.class, args);
        if (List.of(args).equals(List.of("rehearse"))) {
            System.exit(rehearse(app));
        }
    }

    private static int rehearse(ConfigurableApplicationContext app) {
        try {
            new Rehearsal(app.getBean(DicomServer.class), app.getBean(Hospitals.class)).run();
            return SpringApplication.exit(app);
        } catch (RuntimeException e) {
            // what serves would go on for ever, and the build with it
            log.error("the rehearsal failed", e);
            SpringApplication.exit(app);
            return 1;
        }
    }
}
