package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cloudfilm.storage.record.imaging.TestRecords;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue knows of an instance whose bytes a slow disk has not taken yet. */
class LandingTest {

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private TestDatabase db;
    private ArchiveFixture films;
    private volatile SlowWrite slow;

    /** The next write to a segment: waits, then is done or fails. */
    private static final class SlowWrite {
        final CountDownLatch go = new CountDownLatch(1);
        volatile IOException failure;

        void take() throws IOException, InterruptedException {
            go.await();
            if (failure != null) {
                throw failure;
            }
        }
    }

    @BeforeEach
    void archiveOnASlowDisk() throws IOException {
        db = TestDatabase.create();
        films = new ArchiveFixture(db, directory).start(this::open);
        assertThat(films.store(slice(1))).isInstanceOf(StoreOutcome.Stored.class);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        films.close();
        db.close();
    }

    private SegmentFile open(Path path) throws IOException {
        SegmentFile file = SegmentFile.onDisk(path);
        return (SegmentFile) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SegmentFile.class}, (_, method, args) -> {
                    SlowWrite waiting = slow;
                    if (waiting != null && method.getName().equals("write") && path.toString().endsWith(".pack")) {
                        slow = null;
                        waiting.take();
                    }
                    try {
                        return method.invoke(file, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static byte[] slice(int instance) {
        return Samples.slice(1, 1, instance, 128, instance);
    }

    private Future<StoreOutcome> sendSlowly(SlowWrite write) throws InterruptedException {
        slow = write;
        Future<StoreOutcome> sent = threads.submit(() -> films.store(slice(2)));
        while (films.instances(1).size() < 2) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return sent;
    }

    private <T> Future<T> waiting(Callable<T> task) throws InterruptedException {
        Future<T> future = threads.submit(task);
        TimeUnit.MILLISECONDS.sleep(100);
        assertThat(future.isDone()).isFalse();
        return future;
    }

    private StoredInstance second() {
        return films.find(1, Samples.instance(1, 1, 2)).orElseThrow();
    }

    private List<String> problems() throws Exception {
        films.sealAndShip();
        return new VerifyArchive(db.dataSource(), films.store, films.settings).run().problems();
    }

    @Test
    void read_bytesStillComing_waitsForThemAndForNothingElse() throws Exception {
        SlowWrite write = new SlowWrite();
        Future<StoreOutcome> sent = sendSlowly(write);
        assertThat(films.dataset(films.instances(1).getFirst())).isEqualTo(slice(1));
        Future<byte[]> read = waiting(() -> films.dataset(second()));
        StoredInstance coming = second();
        Future<Optional<ByteSource>> elsewhere = waiting(() -> films.archive.held().find(
                coming.pack(), SegmentSource.Part.BYTES, coming.offset(), coming.length()));

        write.go.countDown();

        assertThat(sent.get(20, TimeUnit.SECONDS)).isInstanceOf(StoreOutcome.Stored.class);
        assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo(slice(2));
        assertThat(elsewhere.get(20, TimeUnit.SECONDS)).isPresent();
        assertThat(problems()).isEmpty();
    }

    @Test
    void sentAgain_bytesStillComing_isStoredAlreadyOnlyOnceTheyCame() throws Exception {
        SlowWrite write = new SlowWrite();
        Future<StoreOutcome> sent = sendSlowly(write);
        Future<StoreOutcome> again = waiting(() -> films.store(slice(2)));

        write.go.countDown();

        assertThat(sent.get(20, TimeUnit.SECONDS)).isInstanceOf(StoreOutcome.Stored.class);
        assertThat(again.get(20, TimeUnit.SECONDS)).isInstanceOf(StoreOutcome.AlreadyStored.class);
        assertThat(problems()).isEmpty();
    }

    @Test
    void sentAgain_bytesNeverCame_isKeptFromTheSecondSender() throws Exception {
        SlowWrite write = new SlowWrite();
        Future<StoreOutcome> sent = sendSlowly(write);
        Future<StoreOutcome> again = waiting(() -> films.store(slice(2)));

        write.failure = new IOException("Input/output error");
        write.go.countDown();

        assertThat(sent.get(20, TimeUnit.SECONDS)).isInstanceOf(StoreOutcome.Refused.class);
        assertThat(again.get(20, TimeUnit.SECONDS)).isInstanceOf(StoreOutcome.Stored.class);
        assertThat(films.instances(1)).hasSize(2);
        assertThat(films.dataset(second())).isEqualTo(slice(2));
        assertThat(problems()).isEmpty();
        assertThat(films.dataset(second())).isEqualTo(slice(2));
    }

    /** The process that took them is killed; its sender turns to another one, which cannot ask it. */
    @Test
    void sentAgainToAnotherProcess_whetherTheBytesCameCannotBeAsked_isKeptThere() throws Exception {
        SlowWrite write = new SlowWrite();
        Future<StoreOutcome> sent = sendSlowly(write);
        ArchiveFixture other = new ArchiveFixture(db, directory.resolve("other"), films.store);
        other.archive = new FilmArchive(db.dataSource(), films.store, TestRecords.HOSPITALS, other.records,
                other.settings.withNode("other"), (pack, part, offset, length) -> {
                    throw new IOException("Connection refused");
                });
        try (other) {
            assertThat(other.store(slice(2))).isInstanceOf(StoreOutcome.Stored.class);
            write.failure = new IOException("never written");
            write.go.countDown();
            assertThat(sent.get(20, TimeUnit.SECONDS)).isInstanceOf(StoreOutcome.Refused.class);
            other.sealAndShip();

            assertThat(other.find(1, Samples.instance(1, 1, 2)).map(other::dataset)).contains(slice(2));
            assertThat(problems()).isEmpty();
        }
    }
}
