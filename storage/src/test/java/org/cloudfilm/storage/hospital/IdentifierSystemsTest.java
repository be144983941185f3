package org.cloudfilm.storage.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifierSystemsTest {

    private static final Hospital LISHUI = new Hospital(new HospitalId("lishui"), "丽水市中心医院",
            "Lishui Central Hospital", List.of("LISHUI_CT"), List.of(), new Hl7Senders(List.of("HIS@LSZX"), Optional.empty()));

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "lishui, ''", "' LISHUI ', ''", "丽水市中心医院, ''", "LISHUI_CT, ''", "LSZX, ''",
        "HIS, :HIS", "2.16.156.10011.1.12, :2.16.156.10011.1.12", "A:B C, :A%3AB%20C"
    })
    void patient_issuer_partOfTheSystemUnlessItIsTheHospital(String issuer, String suffix) {
        assertThat(IdentifierSystems.patient(LISHUI, issuer)).isEqualTo("urn:cloudfilm:hospital:lishui:patient" + suffix);
    }
}
