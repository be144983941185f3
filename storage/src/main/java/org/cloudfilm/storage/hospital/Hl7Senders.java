package org.cloudfilm.storage.hospital;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * How a hospital's systems are known in HL7 v2.
 *
 * @param facilities sending facilities (MSH-4) that speak for it, {@code FACILITY} or {@code APPLICATION@FACILITY} when
 *                   only one application (MSH-3) may; unique across hospitals
 * @param charset    of messages whose MSH-18 is empty or names a character set that cannot hold Chinese; when absent,
 *                   UTF-8 if the bytes are valid in it and GB18030 otherwise
 */
public record Hl7Senders(List<String> facilities, Optional<Charset> charset) {

    public static final Hl7Senders NONE = new Hl7Senders(List.of(), Optional.empty());

    public Hl7Senders {
        facilities = List.copyOf(facilities);
        if (facilities.stream().anyMatch(facility -> facility.isBlank() || facility.endsWith("@"))) {
            throw new IllegalArgumentException("an HL7 facility must not be empty");
        }
    }
}
