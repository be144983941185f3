package org.cloudfilm.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.cloudfilm.storage.object.FaultyWire.Fault;
import org.cloudfilm.storage.object.ObjectStore.Created;
import org.cloudfilm.storage.object.ObjectStoreException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An S3 service that is busy, silent, cut off or not ours. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class S3FaultTest {

    private static final ObjectKey KEY = new ObjectKey("packs/one.pack");
    private static final byte[] CONTENT = ObjectStoreContract.bytes(2_000_000);

    @TempDir
    Path files;

    private S3Service service;
    private FaultyWire wire;
    private ObjectStore store;

    @BeforeEach
    void start() throws Exception {
        service = new S3Service();
        wire = new FaultyWire(service.port());
        store = ObjectStores.open(through(wire.port()));
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
        wire.close();
        service.close();
    }

    private static ObjectStoreSettings.S3 through(int port) {
        return S3Service.settings(port, S3Service.BUCKET, S3Service.ACCESS_KEY, S3Service.SECRET_KEY);
    }

    private void assertFails(Kind kind, Action action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(ObjectStoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private interface Action {
        void run() throws Exception;
    }

    private byte[] read() throws IOException {
        try (InputStream in = store.read(KEY, 0, CONTENT.length).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    private Path largeFile() throws IOException {
        return Files.write(files.resolve("large"), ObjectStoreContract.bytes(ObjectStoreContract.LARGE));
    }

    @Test
    void put_busyTwice_succeedsOnTheThirdTry() throws Exception {
        wire.breakWith(Fault.BUSY, 2, line -> line.startsWith("PUT"));
        assertThat(store.putIfAbsent(KEY, CONTENT)).isEqualTo(Created.NEW);
        assertThat(wire.faultsSeen()).isEqualTo(2);
        assertThat(read()).isEqualTo(CONTENT);
    }

    @Test
    void put_alwaysBusy_isUnavailableAfterTheConfiguredTries() throws Exception {
        wire.breakWith(Fault.BUSY, 100, _ -> true);
        assertFails(Kind.UNAVAILABLE, () -> store.putIfAbsent(KEY, CONTENT));
        assertThat(wire.faultsSeen()).isEqualTo(3);
        wire.breakWith(Fault.BUSY, 0, _ -> true);
        assertThat(store.stat(KEY)).isEmpty();
    }

    @Test
    void anything_silentStore_isUnavailableInBoundedTime() throws Exception {
        store.put(KEY, CONTENT);
        wire.breakWith(Fault.SILENT, 100, _ -> true);
        assertFails(Kind.UNAVAILABLE, () -> store.put(KEY, CONTENT));
        assertFails(Kind.UNAVAILABLE, this::read);
        assertFails(Kind.UNAVAILABLE, () -> store.list("", Optional.empty(), 10));
        assertFails(Kind.UNAVAILABLE, store::check);
    }

    @Test
    void read_cutInTheMiddle_isResumedUnnoticed() throws Exception {
        store.put(KEY, CONTENT);
        wire.breakWith(Fault.CUT, 2, line -> line.startsWith("GET"));
        assertThat(read()).isEqualTo(CONTENT);
        assertThat(wire.faultsSeen()).isEqualTo(2);
    }

    @Test
    void read_cutAgainAndAgain_failsInsteadOfEndingEarly() throws Exception {
        store.put(KEY, CONTENT);
        wire.breakWith(Fault.CUT, 100, line -> line.startsWith("GET"));
        assertFails(Kind.UNAVAILABLE, this::read);
    }

    @Test
    void read_replacedMeanwhile_doesNotMixOldAndNew() throws Exception {
        store.put(KEY, CONTENT);
        wire.breakWith(Fault.CUT, 1, line -> line.startsWith("GET"));
        try (InputStream in = store.read(KEY, 0, CONTENT.length).orElseThrow()) {
            store.put(KEY, ObjectStoreContract.bytes(CONTENT.length - 1));
            assertFails(Kind.UNAVAILABLE, in::readAllBytes);
        }
    }

    @Test
    void upload_partFailing_isAbortedAndLeavesNothing() throws Exception {
        wire.breakWith(Fault.BUSY, 100, line -> line.startsWith("PUT") && line.contains("partNumber=2"));
        assertFails(Kind.UNAVAILABLE, () -> store.putIfAbsent(KEY, largeFile()));
        assertThat(wire.faultsSeen()).isEqualTo(3);
        assertThat(store.stat(KEY)).isEmpty();
        assertThat(store.removeAbandonedUploads(Duration.ofSeconds(-5))).isZero();
    }

    @Test
    void upload_abortFailingToo_isLeftToTheCleanUp() throws Exception {
        wire.breakWith(Fault.BUSY, 100, line -> line.contains("partNumber=2") || line.startsWith("DELETE"));
        assertThatThrownBy(() -> store.putIfAbsent(KEY, largeFile()))
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        wire.breakWith(Fault.BUSY, 0, _ -> true);
        assertThat(store.stat(KEY)).isEmpty();
        assertThat(store.removeAbandonedUploads(Duration.ofSeconds(-5))).isEqualTo(1);
        assertThat(store.putIfAbsent(KEY, largeFile())).isEqualTo(Created.NEW);
    }

    @Test
    void put_answerLost_isFoundToBeThere() throws Exception {
        wire.breakWith(Fault.LOST, 1, line -> line.startsWith("PUT"));
        assertThat(store.putIfAbsent(KEY, CONTENT)).isEqualTo(Created.EXISTS);
        assertThat(read()).isEqualTo(CONTENT);
    }

    @Test
    void upload_answerToCompletionLost_nextTrySaysItIsThereWhole() throws Exception {
        Path file = largeFile();
        wire.breakWith(Fault.LOST, 1, line -> line.startsWith("POST") && line.contains("uploadId="));
        try {
            store.putIfAbsent(KEY, file);
        } catch (ObjectStoreException e) {
            assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
        }
        assertThat(wire.faultsSeen()).isEqualTo(1);
        assertThat(store.putIfAbsent(KEY, file)).isEqualTo(Created.EXISTS);
        try (InputStream kept = store.read(KEY, 0, Files.size(file)).orElseThrow();
                InputStream given = Files.newInputStream(file)) {
            assertThat(kept).hasSameContentAs(given);
        }
    }

    @Test
    void open_wrongSecret_namesTheSettings() {
        assertThatThrownBy(() -> ObjectStores.open(
                        S3Service.settings(service.port(), S3Service.BUCKET, S3Service.ACCESS_KEY, "wrong")))
                .isInstanceOfSatisfying(ObjectStoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED))
                .hasMessageContaining("SignatureDoesNotMatch")
                .hasMessageContaining("bucket films")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void open_wrongAccessKey_isMisconfigured() {
        assertFails(Kind.MISCONFIGURED, () -> ObjectStores.open(
                S3Service.settings(service.port(), S3Service.BUCKET, "nobody", S3Service.SECRET_KEY)));
    }

    @Test
    void open_missingBucket_isMisconfigured() {
        assertThatThrownBy(() -> ObjectStores.open(
                        S3Service.settings(service.port(), "missing", S3Service.ACCESS_KEY, S3Service.SECRET_KEY)))
                .isInstanceOfSatisfying(ObjectStoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED))
                .hasMessageContaining("NoSuchBucket");
    }

    @Test
    void open_nobodyListens_isUnavailable() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertFails(Kind.UNAVAILABLE, () -> ObjectStores.open(through(port)));
    }

    @Test
    void everything_bucketGone_isMisconfiguredNotAbsent() throws Exception {
        try (S3Calls calls = new S3Calls(service.settings())) {
            calls.require("deletion of the bucket", s3 -> s3.removeBucket(
                    io.minio.RemoveBucketArgs.builder().bucket(S3Service.BUCKET).build()));
        }
        assertFails(Kind.MISCONFIGURED, () -> store.stat(KEY));
        assertFails(Kind.MISCONFIGURED, () -> store.read(KEY, 0, 1));
        assertFails(Kind.MISCONFIGURED, () -> store.put(KEY, CONTENT));
        assertFails(Kind.MISCONFIGURED, () -> store.list("", Optional.empty(), 1));
    }
}
