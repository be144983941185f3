package org.cloudfilm.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code postmaster.pid} in a data directory says, checked against the processes of this machine. */
final class Postmaster {

    private final Path data;

    Postmaster(Path data) {
        this.data = data;
    }

    /** The process that serves this data directory, if one is alive. */
    Optional<ProcessHandle> alive() throws IOException {
        Path file = pidFile();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,10}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(ProcessHandle::isAlive)
                .filter(this::servesOurData);
    }

    /**
     * Removes the file of a server that is gone. PostgreSQL does so itself, except when its old process number has
     * been given to another process, which is usual in containers.
     */
    void forget() throws IOException {
        Files.deleteIfExists(pidFile());
    }

    /** Everything that works on the data: the server and those that serve its connections. */
    List<ProcessHandle> all() {
        return ProcessHandle.allProcesses().filter(this::servesOurData).toList();
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    /** Whether the process works on this data directory now; one that has ended and waits to be reaped does not. */
    boolean servesOurData(ProcessHandle process) {
        try {
            Path proc = Path.of("/proc", Long.toString(process.pid()));
            return Files.readString(proc.resolve("comm")).strip().equals("postgres")
                    && Files.readSymbolicLink(proc.resolve("cwd")).equals(data.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
