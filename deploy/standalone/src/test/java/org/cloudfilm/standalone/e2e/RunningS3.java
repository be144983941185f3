package org.cloudfilm.standalone.e2e;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.cloudfilm.storage.object.FaultyWire;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.object.S3Service;

/** An S3 service, which is a process of its own and ends with ours, at the far end of a wire that can be broken. */
final class RunningS3 implements AutoCloseable {

    static final Predicate<String> READ_OF_A_PACK = line -> line.startsWith("GET /" + S3Service.BUCKET + "/packs/");
    static final Predicate<String> WRITE_OF_A_PACK = line -> line.startsWith("PUT /" + S3Service.BUCKET + "/packs/");

    private final Process process;
    private final FaultyWire wire;
    private final ObjectStore direct;

    private RunningS3(Process process, int port) throws Exception {
        this.process = process;
        this.wire = new FaultyWire(port);
        this.direct = ObjectStores.open(settings(port));
    }

    static RunningS3 start() throws Exception {
        int port = RunningCloudfilm.freePort();
        Path storage = Path.of("../../storage/target").toAbsolutePath().normalize();
        String classes = String.join(File.pathSeparator, storage.resolve("test-classes").toString(),
                storage.resolve("classes").toString(), Files.readString(storage.resolve("test-class-path")).strip());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classes, S3Service.class.getName(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); !("S3 at " + port).equals(line); line = said.readLine()) {
            if (line == null) {
                throw new IllegalStateException("the S3 service did not start");
            }
        }
        return new RunningS3(process, port);
    }

    /** Variables of the environment of an application that keeps its films here. */
    Map<String, String> asSettings() {
        return Map.of(
                "CLOUDFILM_S3_ENDPOINT", "http://127.0.0.1:" + wire.port(),
                "CLOUDFILM_S3_BUCKET", S3Service.BUCKET,
                "CLOUDFILM_S3_ACCESS_KEY", S3Service.ACCESS_KEY,
                "CLOUDFILM_S3_SECRET_KEY", S3Service.SECRET_KEY);
    }

    FaultyWire wire() {
        return wire;
    }

    /** Asked past the wire. */
    int packs() throws Exception {
        return direct.list("packs/", Optional.empty(), 1000).entries().size();
    }

    void awaitPacks(int count) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (packs() != count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(packs() + " packs, not " + count);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static ObjectStoreSettings settings(int port) {
        Duration patience = Duration.ofSeconds(5);
        return new ObjectStoreSettings.S3(URI.create("http://127.0.0.1:" + port), S3Service.BUCKET, null,
                S3Service.ACCESS_KEY, S3Service.SECRET_KEY,
                new ObjectStoreSettings.Limits(patience, patience, patience, 3, 5L << 20));
    }

    @Override
    public void close() throws Exception {
        direct.close();
        wire.close();
        process.getOutputStream().close();
        process.waitFor();
    }
}
