package org.cloudfilm.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoDayTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @TempDir
    Path directory;

    @Test
    void remembered_isTheSameAtEveryLaterStart() throws Exception {
        day().remember(LocalDate.of(2026, 11, 1));

        assertThat(day().begins()).isFalse();
        assertThat(day().first()).isEqualTo(LocalDate.of(2026, 11, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-1"})
    void leftHalfWritten_beginsAnew(String left) throws Exception {
        Files.writeString(directory.resolve("demo-day"), left);

        assertThat(day().begins()).isTrue();
        assertThat(day().first()).isEqualTo(TODAY);
    }

    private DemoDay day() {
        return new DemoDay(directory, InstantSource.fixed(Instant.parse("2026-11-22T17:00:00Z")));
    }
}
