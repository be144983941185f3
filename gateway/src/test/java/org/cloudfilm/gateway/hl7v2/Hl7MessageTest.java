package org.cloudfilm.gateway.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as they are, not as the standard draws them. */
class Hl7MessageTest {

    private static final String MSH = "MSH|^~\\&|HIS|LISHUI|||20260105||ADT^A01|1|P|2.5\r";

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "\\F\\\\S\\\\T\\\\R\\\\E\\; |^&~\\",
        "a\\H\\b\\N\\c; abc",
        "\\XD55C\\; 誠",
        "50\\% of; 50\\% of",
        "a\\Zx\\b; a\\Zx\\b",
        "C:\\temp\\T\\x; C:\\temp&x",
        "\\X0\\; \\X0\\"
    })
    void escapes_inText_meanWhatTheyMean(String raw, String text) {
        Segment pid = Hl7Message.parse(MSH + "PID|" + raw, Charset.forName("GB18030")).require("PID");
        assertThat(pid.get(1)).isEqualTo(text);
    }

    @Test
    void escapes_madeByUs_comeBack() {
        String text = "a|b^c&d~e\\f";
        String raw = Escapes.encode(text, Delimiters.USUAL);
        assertThat(Hl7Message.parse(MSH + "PID|" + raw, StandardCharsets.UTF_8).require("PID").get(1)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\r\n"})
    void segments_anyLineEnd_areTold(String end) {
        String text = (MSH + "PID|1\rPV1|2\r").replace("\r", end);
        assertThat(Hl7Message.parse(text, StandardCharsets.UTF_8).segments()).extracting(Segment::name)
                .containsExactly("MSH", "PID", "PV1");
    }

    @Test
    void text_withRawLineBreaks_staysInItsSegment() {
        String text = MSH + "OBX|1|TX|S||所见：\r两肺清晰\r\nPID 无关\rOBX|2|TX|I||正常\r";
        Hl7Message message = Hl7Message.parse(text, StandardCharsets.UTF_8);
        assertThat(message.all("OBX")).hasSize(2);
        assertThat(message.require("OBX").get(5)).isEqualTo("所见：\n两肺清晰\nPID 无关");
    }

    @Test
    void fields_ofTheHeader_countTheSeparator() {
        Header header = Hl7Message.parse(MSH, StandardCharsets.UTF_8).header();
        assertThat(header.application()).isEqualTo("HIS");
        assertThat(header.type() + header.event() + header.controlId()).isEqualTo("ADTA011");
    }

    @Test
    void otherDelimiters_areFollowed() {
        Segment pid = Hl7Message.parse("MSH#*!%$#HIS\rPID#1##a*b$c!d", StandardCharsets.UTF_8).require("PID");
        assertThat(pid.get(3, 2, 2)).isEqualTo("c");
        assertThat(pid.repetitions(3)).hasSize(2);
    }

    @Test
    void explicitNull_isEmpty() {
        Segment pid = Hl7Message.parse(MSH + "PID|\"\"|\"\"^x", StandardCharsets.UTF_8).require("PID");
        assertThat(pid.get(1)).isEmpty();
        assertThat(pid.first(1).isEmpty()).isTrue();
        assertThat(pid.get(2)).isEmpty();
    }

    @Test
    void field_amongAMillion_isFoundWithoutMakingThem() {
        Segment pid = Hl7Message.parse(MSH + "PID" + "|x".repeat(1_000_000), StandardCharsets.UTF_8).require("PID");
        assertThat(pid.get(1_000_000)).isEqualTo("x");
        assertThat(pid.get(1_000_001)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MSH", "MSHA^~\\&", "MSH|^^^^|", "MSH|abcd|x", "PID|1", "MSH|^~\\&@!x|"})
    void header_noneToSpeakOf_refused(String text) {
        assertThatThrownBy(() -> Hl7Message.parse(text, StandardCharsets.UTF_8))
                .isInstanceOf(UnusableMessageException.class);
    }

    @Test
    void bombs_refused() {
        assertThatThrownBy(() -> Hl7Message.parse(MSH + "NTE|1\r".repeat(60_000), StandardCharsets.UTF_8))
                .isInstanceOf(UnusableMessageException.class);
        Segment pid = Hl7Message.parse(MSH + "PID|1||" + "1~".repeat(5_000), StandardCharsets.UTF_8).require("PID");
        assertThatThrownBy(() -> pid.repetitions(3)).isInstanceOf(UnusableMessageException.class);
    }
}
