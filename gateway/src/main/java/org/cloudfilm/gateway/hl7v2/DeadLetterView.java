package org.cloudfilm.gateway.hl7v2;

import java.time.Instant;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.inbox.DeadLetter;

/** A dead letter as the API lists it; nothing of its content. */
record DeadLetterView(
        long id,
        String hospital,
        String sender,
        String controlId,
        String type,
        String address,
        String reason,
        String status,
        int times,
        Instant receivedAt,
        Instant changedAt) {

    static DeadLetterView of(DeadLetter letter) {
        return new DeadLetterView(
                letter.id(),
                letter.hospital().map(HospitalId::value).orElse(null),
                letter.sender(),
                letter.controlId(),
                letter.type(),
                letter.address(),
                letter.reason(),
                letter.status().code(),
                letter.times(),
                letter.receivedAt(),
                letter.changedAt());
    }

    /**
     * One with its content.
     *
     * @param text   the bytes as they were or would be read, a line for each segment; what cannot be read is replaced
     * @param mended what is used instead, or null
     * @param bytes  as received
     */
    record Whole(DeadLetterView letter, String charset, String text, String mended, byte[] bytes) {

        static Whole of(DeadLetter letter) {
            return new Whole(
                    DeadLetterView.of(letter),
                    letter.charset().name(),
                    lines(new String(letter.received(), letter.charset())),
                    letter.mended().map(Whole::lines).orElse(null),
                    letter.received());
        }

        private static String lines(String text) {
            return text.replace("\r\n", "\n").replace('\r', '\n');
        }
    }
}
