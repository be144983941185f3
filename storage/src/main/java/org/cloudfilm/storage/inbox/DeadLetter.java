package org.cloudfilm.storage.inbox;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Optional;
import org.cloudfilm.storage.hospital.HospitalId;

/**
 * A message that could not be used.
 *
 * @param sender     MSH-3 and MSH-4, empty where they could not be read; so are control ID and type
 * @param type       message type and trigger event, such as {@code ADT^A01}
 * @param address    the network address it came from
 * @param charset    in which {@code received} was or would be read
 * @param mended     used instead of {@code received} when present
 * @param reason     why it could not be used when it was last tried; holds no patient data
 * @param times      how often the same bytes came
 */
public record DeadLetter(
        long id,
        Optional<HospitalId> hospital,
        String sender,
        String controlId,
        String type,
        String address,
        byte[] received,
        Charset charset,
        Optional<String> mended,
        String reason,
        Status status,
        int times,
        Instant receivedAt,
        Instant changedAt) {

    public enum Status {
        OPEN("open"),
        REPLAYED("replayed"),
        SET_ASIDE("set-aside");

        private final String code;

        Status(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }

        /** @throws IllegalArgumentException when there is no such status */
        public static Status of(String code) {
            for (Status status : values()) {
                if (status.code.equals(code)) {
                    return status;
                }
            }
            throw new IllegalArgumentException("no such status");
        }
    }

    /** Holds no patient data. */
    @Override
    public String toString() {
        return "DeadLetter[" + id + ", " + hospital.map(HospitalId::value).orElse("?") + ", " + type + ", " + status
                + "]";
    }
}
