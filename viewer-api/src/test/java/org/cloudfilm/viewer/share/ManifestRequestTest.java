package org.cloudfilm.viewer.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestRequestTest {

    @Test
    void whatIsKnownIsRead_whatIsNotIsIgnored() throws Exception {
        ManifestRequest request = parse("{\"recipient\":\" Dr Smith \",\"passcode\":\"1234\",\"embeddedLengthMax\":100,\"more\":[1]}");

        assertThat(request.recipient()).isEqualTo("Dr Smith");
        assertThat(request.passcode()).contains("1234");
        assertThat(request.embeddedMost()).isEqualTo(100);
        assertThat(request.toString()).doesNotContain("1234", "Smith");
        assertThat(parse("{\"recipient\":\"x\"}").embeddedMost()).isEqualTo(Long.MAX_VALUE);
        assertThat(parse("{\"recipient\":\"x\",\"passcode\":null,\"embeddedLengthMax\":null}").passcode()).isEmpty();
    }

    @Test
    void embeddedLengthMax_howeverHuge_isABound() throws Exception {
        assertThat(parse("{\"recipient\":\"x\",\"embeddedLengthMax\":" + "9".repeat(300) + "}").embeddedMost()).isEqualTo(Long.MAX_VALUE);
        assertThat(parse("{\"recipient\":\"x\",\"embeddedLengthMax\":0}").embeddedMost()).isZero();
    }

    @Test
    void recipient_isShownToThePatient_soItHidesNothing() throws Exception {
        assertThat(parse("{\"recipient\":\"Dr\\u202e htimS\\n\\u0000!\"}").recipient()).isEqualTo("Dr htimS  !");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "x", "[]", "null", "\"x\"", "{", "{}", "{\"recipient\":\"\"}", "{\"recipient\":\" \\u200b \"}", "{\"recipient\":1}",
        "{\"recipient\":null}", "{\"recipient\":\"x\",\"passcode\":1234}", "{\"recipient\":\"x\",\"passcode\":[\"1\"]}",
        "{\"recipient\":\"x\",\"embeddedLengthMax\":-1}", "{\"recipient\":\"x\",\"embeddedLengthMax\":1.5}",
        "{\"recipient\":\"x\",\"embeddedLengthMax\":\"100\"}", "{\"recipient\":\"x\"} {}"})
    void whatCannotBeUnderstood_isRefused(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(ManifestRequest.Malformed.class);
    }

    private static ManifestRequest parse(String json) throws ManifestRequest.Malformed {
        return ManifestRequest.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
