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
     * One with its content, or with the form of it.
     *
     * @param text     the bytes as they were or would be read, a line for each segment; what cannot be read is replaced
     * @param mended   what is used instead, or null
     * @param revealed false when {@code text} and {@code mended} are masked as {@link MaskedText} says
     * @param bytes    as received; null when masked
     */
    record Whole(DeadLetterView letter, String charset, String text, String mended, boolean revealed, byte[] bytes) {

        static Whole of(DeadLetter letter, boolean revealed) {
            return new Whole(
                    DeadLetterView.of(letter),
                    letter.charset().name(),
                    shown(new String(letter.received(), letter.charset()), revealed),
                    letter.mended().map(text -> shown(text, revealed)).orElse(null),
                    revealed,
                    revealed ? letter.received() : null);
        }

        private static String shown(String text, boolean revealed) {
            String lines = text.replace("\r\n", "\n").replace('\r', '\n');
            return revealed ? lines : MaskedText.of(lines);
        }
    }
}
