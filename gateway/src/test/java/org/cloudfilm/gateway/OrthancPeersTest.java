package org.cloudfilm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.cloudfilm.gateway.dimse.DicomServer;
import org.cloudfilm.gateway.testing.Ct;
import org.cloudfilm.gateway.testing.Door;
import org.cloudfilm.gateway.testing.InMemoryFilms;
import org.cloudfilm.gateway.testing.Orthanc;
import org.cloudfilm.storage.film.Arrival;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A hospital that runs Orthanc, through both ways in. */
@SpringBootTest(
        classes = Door.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"cloudfilm.dicom.port=0", "cloudfilm.dicom.host=127.0.0.1", "server.address=127.0.0.1"})
class OrthancPeersTest {

    @LocalServerPort
    int webPort;

    @Autowired
    DicomServer dicom;

    @Autowired
    InMemoryFilms films;

    @TempDir
    Path directory;

    @Test
    void orthanc_sendsByStowAndByDicom_everythingArrives() throws IOException {
        try (Orthanc orthanc = Orthanc.start(directory, dicom.port(), webPort, "hospital-lishui")) {
            for (int number = 1; number <= 5; number++) {
                orthanc.upload(Ct.file(number, 128));
            }
            orthanc.sendByStow();
            assertThat(films.kept().values())
                    .hasSize(5)
                    .allSatisfy(kept -> assertThat(kept.arrival().via()).isEqualTo(Arrival.Via.STOW));
            assertThat(films.kept().get(Ct.SERIES + ".3").bytes()).isEqualTo(Ct.dataSet(3, 128));

            films.reset();
            assertThat(orthanc.sendByDicom()).contains("\"FailedInstancesCount\" : 0");
            assertThat(films.kept().values())
                    .hasSize(5)
                    .allSatisfy(kept -> assertThat(kept.arrival().via()).isEqualTo(Arrival.Via.DIMSE));
        }
    }
}
