package org.cloudfilm.storage.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensitiveLabelTest {

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "none", quoteCharacter = '`', textBlock = """
            {} => none
            {"meta":{}} => none
            {"meta":{"security":[]}} => none
            {"meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"HIV"}]}} => HIV
            {"meta":{"security":[{"system":"http://hl7.org/fhir/v3/ActCode","code":"PSY"},{"code":"SEX"}]}} => PSY SEX
            {"meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"V"}]}} => RESTRICTED
            {"meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"N"}]}} => none
            {"meta":{"security":[{"system":"http://example.org/own","code":"HIV"}]}} => none
            {"meta":{"tag":[{"code":"HIV"}]}} => none
            """)
    void bits_ofSecurityLabels_areThoseOfTheKnownOnes(String resource, String expected) throws Exception {
        Set<SensitiveLabel> labels = EnumSet.noneOf(SensitiveLabel.class);
        for (String name : expected == null ? new String[0] : expected.split(" ")) {
            labels.add(SensitiveLabel.valueOf(name));
        }
        int bits = SensitiveLabel.bits(JsonDocument.parse(resource.getBytes(StandardCharsets.UTF_8)));

        assertThat(bits).isEqualTo(SensitiveLabel.bits(labels));
        assertThat(SensitiveLabel.of(bits)).isEqualTo(labels);
    }

    @Test
    void labels_haveBitsOfTheirOwn_andAreFoundByTheirCodes() {
        Set<Integer> bits = new HashSet<>();
        for (SensitiveLabel label : SensitiveLabel.values()) {
            assertThat(bits.add(label.bit())).isTrue();
            assertThat(label.bit()).isPositive();
            assertThat(SensitiveLabel.find(label.code())).contains(label);
        }
        assertThat(SensitiveLabel.find("N")).isEmpty();
    }
}
