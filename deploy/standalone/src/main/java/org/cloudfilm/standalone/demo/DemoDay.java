package org.cloudfilm.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import org.cloudfilm.storage.record.LocalZone;

/** The day the demo was first started on this data, from which its story counts: the same at every later start. */
public final class DemoDay {

    private final Path file;
    private final InstantSource clock;

    /** @param directory where it is remembered */
    public DemoDay(Path directory, InstantSource clock) {
        this.file = directory.resolve("demo-day");
        this.clock = clock;
    }

    /** No day is remembered yet. */
    boolean begins() throws IOException {
        return remembered().isEmpty();
    }

    LocalDate first() throws IOException {
        return remembered().orElseGet(() -> clock.instant().atZone(LocalZone.ZONE).toLocalDate());
    }

    /** What a process left half written when it was killed, or the machine, is no day. */
    private Optional<LocalDate> remembered() throws IOException {
        try {
            return Files.exists(file) ? Optional.of(LocalDate.parse(Files.readString(file).strip())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** From now on today is the first day. */
    void remember(LocalDate day) throws IOException {
        Files.writeString(file, day.toString());
    }
}
