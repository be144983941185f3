package org.cloudfilm.standalone.start;

import java.io.PrintStream;
import org.cloudfilm.standalone.doors.Doors;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.Hospitals;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells whoever started the application where it is and how to get in. */
@Component
class Welcome {

    private final CloudfilmSettings settings;
    private final Hospitals hospitals;
    private final int dicomPort;
    private final Doors doors;
    private final PrintStream out = System.out;

    Welcome(
            CloudfilmSettings settings,
            Hospitals hospitals,
            @Value("${cloudfilm.dicom.port}") int dicomPort,
            Environment environment) {
        this.settings = settings;
        this.hospitals = hospitals;
        this.dicomPort = dicomPort;
        this.doors = Doors.of(environment);
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        String url = settings.publicUrl().toString();
        out.println();
        out.println("云影 Cloudfilm is ready.");
        out.println((doors.viewer() ? "  pages      " : "  gateway    ") + url);
        if (!settings.oidc().external()) {
            if (doors.viewer()) {
                out.println("  tour       " + url + "/tour");
            }
            out.println("  sign in    doctor-wang, doctor-chen, patient-zhang, reviewer-li or admin, password cloudfilm-demo");
            out.println("  token      deploy/token doctor-wang --url " + url);
        }
        for (Hospital hospital : hospitals.all()) {
            if (doors.gateway() && !hospital.aeTitles().isEmpty()) {
                out.println("  send       storescu -aec CLOUDFILM -aet " + hospital.aeTitles().getFirst() + " localhost "
                        + dicomPort + " FILE...   (" + hospital.name() + ")");
            }
        }
        out.println("  kept in    " + settings.data());
        out.println("Ctrl-C stops it.");
        out.println();
    }
}
