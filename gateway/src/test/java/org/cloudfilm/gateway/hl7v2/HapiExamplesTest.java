package org.cloudfilm.gateway.hl7v2;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cloudfilm.gateway.hl7v2.mapping.MapMessage;
import org.cloudfilm.storage.hospital.Hl7Senders;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The messages of HAPI HL7v2's examples, read out of the sources of {@code hapi-examples} as they lie in its jar. Some
 * are wrong on purpose. The test messages of HAPI itself are in no artefact on Central.
 */
class HapiExamplesTest {

    private static final List<String> SOURCES = List.of("CorrectInvalidMessageBeforeParsing", "CustomModelClasses",
            "ExampleParseMessages", "ExampleUseTerser", "HandlingMultipleVersions", "MessageValidation",
            "MessageValidationUsingConformanceProfile", "ParseInvalidObx2Values", "SendAndReceiveAMessage");
    private static final String LITERAL = "\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"";
    /** Literals joined by plus signs, perhaps with comments of one line between them. */
    private static final Pattern MESSAGE = Pattern.compile(
            "(?=\"MSH\\|)" + LITERAL + "(?:\\s*+(?://[^\\n]*+\\s*+)*+\\+\\s*+(?://[^\\n]*+\\s*+)*+" + LITERAL + ")*+");
    private static final Hospital ANY = new Hospital(new HospitalId("any"), "any", "any", List.of(), List.of(),
            new Hl7Senders(List.of("ANY"), Optional.empty()));

    static Stream<String> messages() throws IOException {
        List<String> messages = new ArrayList<>();
        for (String source : SOURCES) {
            try (InputStream in =
                    HapiExamplesTest.class.getResourceAsStream("/ca/uhn/hl7v2/examples/" + source + ".java")) {
                String java = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                Matcher message = MESSAGE.matcher(java);
                while (message.find()) {
                    StringBuilder text = new StringBuilder();
                    Matcher literal = Pattern.compile(LITERAL).matcher(message.group());
                    while (literal.find()) {
                        text.append(literal.group(1).translateEscapes());
                    }
                    messages.add(text.toString());
                }
            }
        }
        return messages.stream();
    }

    @Test
    void examples_thereAreSome() throws IOException {
        assertThat(messages()).hasSizeGreaterThanOrEqualTo(12);
    }

    @ParameterizedTest
    @MethodSource("messages")
    @Timeout(value = 10, unit = SECONDS)
    void example_isReadAndMapped_orRefusedWithAPlace(String text) {
        Hl7Message message = Hl7Message.parse(text, StandardCharsets.UTF_8);
        assertThat(message.segments()).hasSizeGreaterThan(1).allMatch(segment -> segment.name().length() == 3);
        try {
            Bundle bundle = new MapMessage(ZoneId.of("Asia/Shanghai")).map(message, ANY);
            assertThat(bundle.getEntry()).isNotEmpty();
        } catch (UnusableMessageException e) {
            assertThat(e.fault().where().isNowhere()).as(e.getMessage()).isFalse();
        }
    }
}
