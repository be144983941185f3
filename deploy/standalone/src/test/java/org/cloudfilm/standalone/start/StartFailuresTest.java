package org.cloudfilm.standalone.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.BindException;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorDetails;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

class StartFailuresTest {

    private final StartFailures.PortInUse failures = new StartFailures.PortInUse();

    @Test
    void portOfDicom_isTaken_saysWhichItWas() {
        Throwable failure = new IllegalStateException(
                new UncheckedIOException("cannot listen for DICOM on port 11112", new BindException("Address already in use")));

        assertThat(failures.analyze(failure).getDescription())
                .isEqualTo("cannot listen for DICOM on port 11112: Address already in use");
    }

    @Test
    void dataOfAnotherVersion_areSaidToBeThat_andNobodyIsToldToRepairThem() {
        Throwable failure = new IllegalStateException(
                new FlywayValidateException(
                        new ErrorDetails(CoreErrorCode.VALIDATE_ERROR, "Migration checksum mismatch"), "run repair"));

        FailureAnalysis analysis = new StartFailures.OtherVersion().analyze(failure);

        assertThat(analysis.getDescription()).contains("another version");
        assertThat(analysis.getAction()).contains("--data").doesNotContain("repair");
    }

    @Test
    void portOfHttp_isTaken_isSaidToBeThat() {
        Throwable failure = new IllegalStateException(new BindException("Address already in use"));

        assertThat(failures.analyze(failure).getDescription())
                .isEqualTo("cannot listen for HTTP: Address already in use");
    }
}
