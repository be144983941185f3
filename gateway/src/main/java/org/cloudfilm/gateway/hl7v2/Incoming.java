package org.cloudfilm.gateway.hl7v2;

import java.net.InetAddress;
import java.nio.charset.Charset;
import java.util.Optional;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.inbox.MessageKey;
import org.cloudfilm.storage.inbox.NewDeadLetter;

/**
 * A message of a known sender, as it came.
 *
 * @param header read before the rest was decoded
 */
record Incoming(Hospital hospital, Header header, byte[] bytes, InetAddress from) {

    private static final int LONGEST_NAME = 200;

    Optional<Charset> usualCharset() {
        return hospital.hl7().charset();
    }

    byte[] digest() {
        return Digests.sha256(bytes);
    }

    MessageKey key() {
        return keyOf(hospital, header);
    }

    static MessageKey keyOf(Hospital hospital, Header header) {
        return new MessageKey(hospital.id(), senderOf(header), header.controlId());
    }

    /** As the trail and the inbox name it. */
    static String senderOf(Header header) {
        return tidy(header.sender());
    }

    /** Such as {@code ADT^A01}. */
    static String typeOf(Header header) {
        return tidy(header.event().isEmpty() ? header.type() : header.type() + "^" + header.event());
    }

    NewDeadLetter letter(Charset charset, Fault fault) {
        return new NewDeadLetter(
                Optional.of(hospital.id()),
                senderOf(header),
                tidy(header.controlId()),
                typeOf(header),
                from.getHostAddress(),
                bytes,
                digest(),
                charset,
                fault.toString());
    }

    private static String tidy(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "");
        return clean.length() > LONGEST_NAME ? clean.substring(0, LONGEST_NAME) : clean;
    }
}
