package org.cloudfilm.viewer.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.viewer.Cause;
import org.junit.jupiter.api.Test;

class TrailLostTest {

    @Test
    void reads_trailCannotBeWritten_answerTryAgainAndNothingElse() throws Exception {
        try (ViewerServer server = ViewerServer.start()) {
            server.store("lishui", Films.slice("1.1", "1.1.1", "1.1.1.1", 1).build(), TransferSyntax.EXPLICIT_VR_LE);
            server.loseTheTrail();

            for (String path : new String[] {
                "/studies",
                "/studies/1.1",
                "/studies/1.1/metadata",
                "/studies/1.1/series/1.1.1/instances/1.1.1.1/frames/1",
                "/studies/1.1/series/1.1.1/instances/1.1.1.1/rendered",
                "/studies/1.1/thumbnail"
            }) {
                HttpResponse<byte[]> answer = server.get("clinician.lishui", path);
                assertThat(answer.statusCode()).as(path).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).contains("5");
                assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"status\":503");
            }
        }
    }

    @Test
    void cause_ofADatabaseFailure_namesNoData() {
        Throwable failure = new IllegalStateException("zhang", new SQLException("Key (name)=(zhang)", "23505"));

        assertThat(Cause.of(failure)).isEqualTo("IllegalStateException < SQLException 23505");
    }
}
