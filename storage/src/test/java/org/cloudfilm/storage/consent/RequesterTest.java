package org.cloudfilm.storage.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.ResidentId;
import org.junit.jupiter.api.Test;

class RequesterTest {

    @Test
    void fromClaims_eachRole_namesItsRequester() {
        HospitalId lishui = new HospitalId("lishui");

        assertThat(Requester.fromClaims(Map.of("sub", "w", "cloudfilm_role", "clinician", "hospital", "lishui")))
                .isEqualTo(new Requester.Clinician("w", lishui));
        assertThat(Requester.fromClaims(Map.of("sub", "h", "cloudfilm_role", "hospital", "hospital", "lishui")))
                .isEqualTo(new Requester.HospitalSystem("h", lishui));
        assertThat(Requester.fromClaims(
                        Map.of("sub", "z", "cloudfilm_role", "patient", "resident_id", "34052419800101001x")))
                .isEqualTo(new Requester.Patient("z", new ResidentId("34052419800101001X")));
        assertThat(Requester.fromClaims(Map.of("sub", "a", "cloudfilm_role", "admin")))
                .isEqualTo(new Requester.Administrator("a"));
        assertThat(Requester.fromClaims(Map.of("sub", "l", "cloudfilm_role", "reviewer")))
                .isEqualTo(new Requester.Reviewer("l"));
    }

    @Test
    void fromClaims_incompleteOrUnknown_isRefused() {
        for (Map<String, Object> claims : java.util.List.<Map<String, Object>>of(
                Map.of(),
                Map.of("sub", "w"),
                Map.of("cloudfilm_role", "admin"),
                Map.of("sub", " ", "cloudfilm_role", "admin"),
                Map.of("sub", "w", "cloudfilm_role", "clinician"),
                Map.of("sub", "w", "cloudfilm_role", "clinician", "hospital", "Lishui!"),
                Map.of("sub", "w", "cloudfilm_role", "clinician", "hospital", "platform"),
                Map.of("sub", "w", "cloudfilm_role", "hospital", "hospital", "platform"),
                Map.of("sub", "w", "cloudfilm_role", "patient", "resident_id", "1"),
                Map.of("sub", "w", "cloudfilm_role", "superuser"),
                Map.of("sub", "w", "cloudfilm_role", 7))) {
            assertThatThrownBy(() -> Requester.fromClaims(claims)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
