package org.cloudfilm.gateway.stow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.gateway.intake.StoreSession;
import org.cloudfilm.gateway.testing.Ct;
import org.cloudfilm.gateway.testing.InMemoryFilms;
import org.cloudfilm.gateway.testing.Trail;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.hospital.HospitalId;
import org.junit.jupiter.api.Test;

class StoreRequestTest {

    private static final Arrival ARRIVAL = new Arrival(new HospitalId("lishui"), Arrival.Via.STOW, "pacs");

    private final InMemoryFilms films = new InMemoryFilms();

    @Test
    void multipart_morePartsThanARequestMayHave_thoseBeforeAreKeptAndTheRestIsRefused() {
        List<StoredPart> results = multipart(2, Ct.file(1, 8), Ct.file(2, 8), Ct.file(3, 8), Ct.file(4, 8));

        assertThat(results).extracting(StoredPart::status)
                .containsExactly(StowStatus.STORED, StowStatus.STORED, StowStatus.LIMIT_EXCEEDED);
        assertThat(results.getLast().instance()).isEmpty();
        assertThat(films.kept()).hasSize(2);
    }

    @Test
    void multipart_asManyPartsAsARequestMayHave_allAreKept() {
        assertThat(multipart(2, Ct.file(1, 8), Ct.file(2, 8))).allMatch(StoredPart::stored).hasSize(2);
    }

    private List<StoredPart> multipart(int maxParts, byte[]... files) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] file : files) {
            body.writeBytes("\r\n--b\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(file);
        }
        body.writeBytes("\r\n--b--".getBytes(StandardCharsets.US_ASCII));
        try (StoreSession session = new StoreSession(films, new Trail(), Clock.systemUTC(), ARRIVAL, "pacs")) {
            return new StoreRequest(session, Optional.empty(), maxParts)
                    .multipart(new ByteArrayInputStream(body.toByteArray()), "b");
        }
    }
}
