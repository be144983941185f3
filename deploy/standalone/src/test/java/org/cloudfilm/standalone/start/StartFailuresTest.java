package org.cloudfilm.standalone.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorDetails;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    void database_outOfReach_isSaidInOneSentence_withItsSettings() {
        HikariConfig nobodyThere = new HikariConfig();
        nobodyThere.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/cloudfilm");
        nobodyThere.setConnectionTimeout(1000);

        FailureAnalysis analysis = new StartFailures.Database().analyze(
                new IllegalStateException(catchThrowable(() -> new HikariDataSource(nobodyThere))));

        assertThat(analysis.getDescription()).startsWith("the database cannot be used: Connection to 127.0.0.1:1 refused");
        assertThat(analysis.getAction()).contains("CLOUDFILM_DATABASE_URL");
    }

    @Test
    void objects_thatCannotBeKept_areSaidInOneSentence_withTheirSettings(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("objects"));

        FailureAnalysis analysis = new StartFailures.Objects().analyze(new IllegalStateException(
                catchThrowable(() -> ObjectStores.open(new ObjectStoreSettings.Files(file)))));

        assertThat(analysis.getDescription()).contains("object store").contains(file.toString());
        assertThat(analysis.getAction()).contains("cloudfilm.objects");
    }

    @Test
    void setting_thatIsNoUse_isNamed_whateverFoundIt() {
        Throwable failure = new IllegalStateException(
                new IllegalArgumentException("cloudfilm.share.token-life must be an hour or less"));

        assertThat(new StartFailures.Setting().analyze(failure).getDescription())
                .isEqualTo("cloudfilm.share.token-life must be an hour or less");
        assertThat(new StartFailures.Setting().analyze(new IllegalArgumentException("a fault of the program's"))).isNull();
    }

    @Test
    void portOfHttp_isTaken_isSaidToBeThat() {
        Throwable failure = new IllegalStateException(new BindException("Address already in use"));

        assertThat(failures.analyze(failure).getDescription())
                .isEqualTo("cannot listen for HTTP: Address already in use");
    }
}
