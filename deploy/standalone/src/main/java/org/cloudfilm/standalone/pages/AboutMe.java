package org.cloudfilm.standalone.pages;

import java.util.List;
import org.cloudfilm.standalone.doors.ViewerDoor;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the pages must know to begin: where to sign in, and who has. */
@RestController
@Conditional(ViewerDoor.class)
class AboutMe {

    private final CloudfilmSettings settings;
    private final Hospitals hospitals;

    AboutMe(CloudfilmSettings settings, Hospitals hospitals) {
        this.settings = settings;
        this.hospitals = hospitals;
    }

    /** Where to sign in, and what the hospitals are called. Public. */
    record Config(String issuer, String clientId, boolean demo, List<Place> hospitals) {}

    /** Who has signed in. {@code hospital} is null for patients, administrators and reviewers. */
    record Me(String role, String name, Place hospital) {}

    record Place(String id, String name, String nameEn) {}

    @GetMapping("/api/config")
    Config config() {
        return new Config(settings.issuer(), settings.oidc().clientId(), !settings.oidc().external(),
                hospitals.all().stream().map(AboutMe::place).toList());
    }

    @GetMapping("/api/me")
    Me me(@AuthenticationPrincipal Jwt token) {
        String name = token.hasClaim("name") ? token.getClaimAsString("name") : token.getSubject();
        return switch (Requester.fromClaims(token.getClaims())) {
            case Requester.Clinician clinician -> new Me("clinician", name, place(clinician.hospital()));
            case Requester.HospitalSystem system -> new Me("hospital", name, place(system.hospital()));
            case Requester.Patient patient -> new Me("patient", name, null);
            case Requester.Administrator administrator -> new Me("admin", name, null);
            case Requester.Reviewer reviewer -> new Me("reviewer", name, null);
            case Requester.LinkBearer _, Requester.Platform _ -> throw new IllegalStateException("no token names these");
        };
    }

    private Place place(HospitalId id) {
        return hospitals.find(id).map(AboutMe::place).orElse(null);
    }

    private static Place place(Hospital hospital) {
        return new Place(hospital.id().value(), hospital.name(), hospital.nameEn());
    }
}
