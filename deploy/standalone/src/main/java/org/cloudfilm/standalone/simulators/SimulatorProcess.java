package org.cloudfilm.standalone.simulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.cloudfilm.standalone.Standalone;
import org.cloudfilm.standalone.start.FreePort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The simulators as a child of this process: started again when it ends, and ended with this one, even when this one is
 * killed, for then its standard input ends.
 */
public final class SimulatorProcess implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SimulatorProcess.class);
    private static final long PAUSE_MILLIS = 1000;
    private static final int LARGEST_PORT = 65_535;

    private final Path directory;
    private final String address;
    private final int port;
    private final String publicHost;
    private final Thread supervisor;
    private volatile Process process;
    private volatile boolean closed;

    private SimulatorProcess(Path directory, String address, int port, String publicHost) {
        this.directory = directory;
        this.address = address;
        this.port = port;
        this.publicHost = publicHost;
        this.supervisor = Thread.ofVirtual().name("simulators").unstarted(this::supervise);
    }

    /**
     * Returns at once; the simulators answer a moment later.
     *
     * @param directory  of what they remember
     * @param port       0 for any that is free
     * @param publicHost by which a phone reaches this machine
     */
    public static SimulatorProcess start(Path directory, String address, int port, String publicHost) {
        try {
            Files.createDirectories(directory);
            // made here, so that callbacks can be checked before the first one comes
            ChannelKey.loadOrMake(directory);
            SimulatorProcess simulators =
                    new SimulatorProcess(directory, address, port == 0 ? port(directory) : port, publicHost);
            simulators.supervisor.start();
            return simulators;
        } catch (IOException e) {
            throw new UncheckedIOException("the simulators cannot be started in " + directory, e);
        }
    }

    /** As this machine reaches them. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What the channel's callbacks are signed with, in base64. */
    public String channelKey() {
        try {
            return Files.readString(directory.resolve(ChannelKey.PUBLIC_FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("the channel's public key is gone", e);
        }
    }

    /** What they and we know, unless the environment says otherwise. */
    public static String insuranceSecret() {
        return Simulators.secret(Simulators.INSURANCE_SECRET);
    }

    /** As {@link #insuranceSecret}, of the channel. */
    public static String merchantKey() {
        return Simulators.secret(Simulators.MERCHANT_KEY);
    }

    /** Empty until it was started for the first time. */
    Optional<ProcessHandle> child() {
        return Optional.ofNullable(process).map(Process::toHandle);
    }

    private void supervise() {
        while (!closed) {
            try {
                process = new ProcessBuilder(command())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("simulators.log").toFile())
                        .start();
                int code = process.waitFor();
                if (!closed) {
                    log.warn("the simulators ended with {} and are started again", code);
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            } catch (IOException e) {
                log.error("the simulators cannot be started", e);
                return;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private List<String> command() {
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms8m", "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders",
                "-XX:ReservedCodeCacheSize=16m", "-XX:-UsePerfData", "-Dfile.encoding=UTF-8"));
        String classPath = System.getProperty("java.class.path");
        if (classPath.endsWith(".jar") && !classPath.contains(":")) {
            java.addAll(List.of("-jar", classPath));
        } else {
            java.addAll(List.of("-cp", classPath, Standalone.class.getName()));
        }
        java.addAll(List.of("simulators", "--tethered", "--data", directory.toString(), "--address", address,
                "--port", Integer.toString(port), "--public-url", "http://" + publicHost + ":" + port));
        return java;
    }

    /** The same as last time if it is still free: codes that were shown before lead there. */
    private static int port(Path directory) throws IOException {
        Path file = directory.resolve("port");
        String last = Files.exists(file) ? Files.readString(file).strip() : "";
        // a process that was killed may have left none, or half of one
        boolean whole = last.matches("\\d{5}") && Integer.parseInt(last) <= LARGEST_PORT;
        int port = whole && FreePort.isFree(Integer.parseInt(last)) ? Integer.parseInt(last) : FreePort.find();
        Files.writeString(file, Integer.toString(port));
        return port;
    }

    @Override
    public void close() {
        closed = true;
        Process running = process;
        if (running != null) {
            running.destroy();
        }
        supervisor.interrupt();
    }
}
