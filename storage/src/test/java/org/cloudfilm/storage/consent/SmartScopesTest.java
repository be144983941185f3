package org.cloudfilm.storage.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.cloudfilm.storage.consent.SmartScopes.Interaction;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.ResidentId;
import org.cloudfilm.storage.record.ResourceType;
import org.junit.jupiter.api.Test;

class SmartScopesTest {

    private static final Requester SYSTEM = new Requester.HospitalSystem("his", new HospitalId("lishui"));
    private static final Requester DOCTOR = new Requester.Clinician("wang", new HospitalId("lishui"));
    private static final Requester PATIENT = new Requester.Patient("zhang", new ResidentId("34052419800101001X"));

    @Test
    void scopesOfResources_allowWhatTheyName() {
        SmartScopes scopes = of(SYSTEM, "system/ImagingStudy.rs system/ServiceRequest.cu");

        assertThat(scopes.allows(ResourceType.IMAGING_STUDY, Interaction.READ)).isTrue();
        assertThat(scopes.allows(ResourceType.IMAGING_STUDY, Interaction.SEARCH)).isTrue();
        assertThat(scopes.allows(ResourceType.IMAGING_STUDY, Interaction.UPDATE)).isFalse();
        assertThat(scopes.allows(ResourceType.SERVICE_REQUEST, Interaction.CREATE)).isTrue();
        assertThat(scopes.allows(ResourceType.SERVICE_REQUEST, Interaction.READ)).isFalse();
        assertThat(scopes.allows(ResourceType.PATIENT, Interaction.READ)).isFalse();
        assertThat(scopes.allowsAll(Interaction.READ)).isFalse();
    }

    @Test
    void wildcardsAndVersion1_areUnderstood() {
        assertThat(of(SYSTEM, "system/*.cruds").allowsAll(Interaction.DELETE)).isTrue();
        assertThat(of(SYSTEM, "system/*.*").allowsAll(Interaction.CREATE)).isTrue();
        assertThat(of(DOCTOR, "user/*.read").allowsAll(Interaction.SEARCH)).isTrue();
        assertThat(of(DOCTOR, "user/*.read").allows(ResourceType.PATIENT, Interaction.CREATE)).isFalse();
        assertThat(of(SYSTEM, "system/Patient.write").allows(ResourceType.PATIENT, Interaction.UPDATE)).isTrue();
    }

    @Test
    void scopesOfAnotherLevel_wrongLettersOrNarrowed_grantNothing() {
        for (SmartScopes scopes : List.of(
                of(DOCTOR, "system/*.rs"), of(SYSTEM, "patient/*.rs"), of(DOCTOR, "patient/*.rs"), of(SYSTEM, "system/*.sr"),
                of(SYSTEM, "system/*.rs?category=laboratory"), of(SYSTEM, "system/Nothing.rs"), of(PATIENT, "system/*.cruds"))) {
            assertThat(scopes.limits()).isTrue();
            for (ResourceType type : ResourceType.values()) {
                for (Interaction interaction : Interaction.values()) {
                    assertThat(scopes.allows(type, interaction)).isFalse();
                }
            }
        }
    }

    @Test
    void tokenWithoutScopesOfResources_mayDoWhatItsRoleMay() {
        assertThat(of(DOCTOR, "openid profile").limits()).isFalse();
        assertThat(SmartScopes.of(PATIENT, Map.of()).limits()).isFalse();
        assertThat(SmartScopes.of(PATIENT, Map.of("scope", List.of("openid", "patient/*.rs"))).limits()).isTrue();
    }

    private static SmartScopes of(Requester who, String scope) {
        return SmartScopes.of(who, Map.of("scope", scope));
    }
}
