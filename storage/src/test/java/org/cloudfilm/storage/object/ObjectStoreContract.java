package org.cloudfilm.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.cloudfilm.storage.object.ObjectStore.Created;
import org.cloudfilm.storage.object.ObjectStoreException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every object store must do, whatever it is made of. */
abstract class ObjectStoreContract {

    static final int LARGE = 12_345_678;

    @TempDir
    Path files;

    /** The store under test; tests share it and keep to folders of their own. */
    abstract ObjectStore store();

    private final String folder = "t" + UUID.randomUUID().toString().substring(0, 8) + "/";

    ObjectKey key(String rest) {
        return new ObjectKey(folder + rest);
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    Path file(byte[] content) throws IOException {
        return Files.write(files.resolve(UUID.randomUUID().toString()), content);
    }

    byte[] all(ObjectKey key) throws IOException {
        long size = store().stat(key).orElseThrow().size();
        return range(key, 0, size);
    }

    byte[] range(ObjectKey key, long offset, long length) throws IOException {
        try (InputStream in = store().read(key, offset, length).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    @Test
    void putIfAbsent_file_isReadBackByteForByte() throws IOException {
        byte[] content = bytes(100_000);
        ObjectKey key = key("packs/one.pack");
        assertThat(store().putIfAbsent(key, file(content))).isEqualTo(Created.NEW);
        assertThat(all(key)).isEqualTo(content);
    }

    @Test
    void putIfAbsent_largeFile_isWhole() throws IOException {
        byte[] content = bytes(LARGE);
        ObjectKey key = key("large.pack");
        Path file = file(content);
        assertThat(store().putIfAbsent(key, file)).isEqualTo(Created.NEW);
        assertThat(range(key, LARGE - 10, 10)).isEqualTo(Arrays.copyOfRange(content, LARGE - 10, LARGE));
        try (InputStream kept = store().read(key, 0, LARGE).orElseThrow(); InputStream given = Files.newInputStream(file)) {
            assertThat(kept).hasSameContentAs(given);
        }
        assertThat(store().putIfAbsent(key, file(bytes(LARGE + 1)))).isEqualTo(Created.EXISTS);
        assertThat(store().stat(key).orElseThrow().size()).isEqualTo(LARGE);
    }

    @Test
    void putIfAbsent_file_staysWithItsOwner() throws IOException {
        Path file = file(bytes(10));
        store().putIfAbsent(key("kept.bin"), file);
        assertThat(file).exists();
        Files.delete(file);
        assertThat(all(key("kept.bin"))).isEqualTo(bytes(10));
    }

    @Test
    void putIfAbsent_keyTaken_firstBytesStay() throws IOException {
        ObjectKey key = key("taken.bin");
        assertThat(store().putIfAbsent(key, bytes(10))).isEqualTo(Created.NEW);
        assertThat(store().putIfAbsent(key, bytes(20))).isEqualTo(Created.EXISTS);
        assertThat(store().putIfAbsent(key, file(bytes(30)))).isEqualTo(Created.EXISTS);
        assertThat(all(key)).isEqualTo(bytes(10));
    }

    @Test
    void putIfAbsent_missingFile_isACallersMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store().putIfAbsent(key("none.bin"), files.resolve("missing")));
    }

    @Test
    void putIfAbsent_manyAtOnce_exactlyOneWins() throws Exception {
        for (int length : new int[] {1_000, LARGE}) {
            ObjectKey key = key("race" + length + ".bin");
            List<Integer> winners = race(key, length);
            assertThat(winners).hasSize(1);
            assertThat(range(key, 0, 1)[0]).isEqualTo(winners.getFirst().byteValue());
        }
    }

    private List<Integer> race(ObjectKey key, int length) throws Exception {
        int racers = length == LARGE ? 3 : 8;
        CountDownLatch start = new CountDownLatch(racers);
        List<Callable<Created>> tries = new ArrayList<>();
        for (int i = 0; i < racers; i++) {
            byte[] content = bytes(length);
            content[0] = (byte) i;
            Path file = file(content);
            tries.add(() -> {
                start.countDown();
                start.await();
                return store().putIfAbsent(key, file);
            });
        }
        List<Integer> winners = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Created>> outcomes = threads.invokeAll(tries);
            for (int i = 0; i < racers; i++) {
                if (outcomes.get(i).get() == Created.NEW) {
                    winners.add(i);
                }
            }
        }
        return winners;
    }

    @Test
    void put_twice_lastBytesStay() throws IOException {
        ObjectKey key = key("replaced.json");
        store().put(key, bytes(50));
        store().put(key, bytes(7));
        assertThat(all(key)).isEqualTo(bytes(7));
    }

    @Test
    void put_noBytes_isAnEmptyObject() throws IOException {
        ObjectKey key = key("empty.bin");
        store().putIfAbsent(key, new byte[0]);
        assertThat(store().stat(key).orElseThrow().size()).isZero();
        assertThat(range(key, 0, 0)).isEmpty();
    }

    @Test
    void read_range_yieldsExactlyThat() throws IOException {
        byte[] content = bytes(70_000);
        ObjectKey key = key("ranges.bin");
        store().put(key, content);
        assertThat(range(key, 0, 1)).isEqualTo(Arrays.copyOf(content, 1));
        assertThat(range(key, 12_345, 50_000)).isEqualTo(Arrays.copyOfRange(content, 12_345, 62_345));
        assertThat(range(key, 69_999, 1)).isEqualTo(Arrays.copyOfRange(content, 69_999, 70_000));
        assertThat(range(key, 70_000, 0)).isEmpty();
    }

    @Test
    void read_skipping_goesOnWhereItShould() throws IOException {
        byte[] content = bytes(70_000);
        ObjectKey key = key("skipped.bin");
        store().put(key, content);
        try (InputStream in = store().read(key, 100, 60_000).orElseThrow()) {
            assertThat(in.read()).isEqualTo(content[100] & 0xff);
            in.skipNBytes(999);
            assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOfRange(content, 1_100, 1_110));
            in.skipNBytes(60_000 - 1_010);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void read_pastTheEnd_isABadRange() throws IOException {
        ObjectKey key = key("short.bin");
        store().put(key, bytes(100));
        for (long[] range : new long[][] {{0, 101}, {50, 51}, {100, 1}, {101, 0}, {5_000, 10}, {-1, 5}, {0, -1}}) {
            assertThatThrownBy(() -> range(key, range[0], range[1]))
                    .as("range %s", Arrays.toString(range))
                    .isInstanceOfSatisfying(ObjectStoreException.class,
                            e -> assertThat(e.kind()).isEqualTo(Kind.BAD_RANGE));
        }
    }

    @Test
    void read_absent_isEmpty() throws IOException {
        assertThat(store().read(key("absent.bin"), 0, 10)).isEmpty();
        assertThat(store().read(key("absent.bin"), 0, 0)).isEmpty();
        assertThat(store().stat(key("absent.bin"))).isEmpty();
        assertThat(store().localFile(key("absent.bin"))).isEmpty();
    }

    @Test
    void read_closedEarly_leavesTheStoreUsable() throws IOException {
        ObjectKey key = key("early.bin");
        store().putIfAbsent(key, file(bytes(LARGE)));
        for (int i = 0; i < 20; i++) {
            try (InputStream in = store().read(key, 0, LARGE).orElseThrow()) {
                assertThat(in.readNBytes(10)).hasSize(10);
            }
        }
        assertThat(range(key, 5, 5)).hasSize(5);
    }

    @Test
    void stat_checksumIfKept_isOfTheBytes() throws IOException {
        ObjectKey key = key("sum.bin");
        byte[] content = bytes(6 << 20);
        store().putIfAbsent(key, file(content));
        ObjectStat stat = store().stat(key).orElseThrow();
        assertThat(stat.size()).isEqualTo(content.length);
        stat.crc32c().ifPresent(crc -> assertThat(crc).isEqualTo(Crc32c.of(content)));
    }

    @Test
    void list_pages_everyKeyOnceInOrder() throws IOException {
        List<String> names = List.of(
                "a-b/x.bin", "a.bin", "a/a.bin", "a/b-c.bin", "a/b.bin", "a/b/c.bin", "a/b0.bin", "a0/x.bin", "b.bin");
        for (String name : names.reversed()) {
            store().put(key(name), bytes(name.length()));
        }
        List<ObjectKey> expected = Stream.concat(names.stream().map(this::key), Stream.empty()).sorted().toList();
        for (int limit : new int[] {1, 2, 3, 9, 1000}) {
            assertThat(keys(folder, limit)).as("in pages of %d", limit).isEqualTo(expected);
        }
        ObjectPage page = store().list(folder, Optional.empty(), 1);
        assertThat(page.entries()).containsExactly(new ObjectPage.Entry(key("a-b/x.bin"), 9));
        assertThat(page.next()).contains(key("a-b/x.bin"));
    }

    @Test
    void list_prefix_mayEndInsideAName() throws IOException {
        for (String name : List.of("packs/aa.pack", "packs/ab.pack", "packs/b.pack", "packs-old/a.pack")) {
            store().put(key(name), bytes(1));
        }
        assertThat(keys(folder + "packs/a", 10)).containsExactly(key("packs/aa.pack"), key("packs/ab.pack"));
        assertThat(keys(folder + "packs", 10)).hasSize(4);
        assertThat(keys(folder + "none", 10)).isEmpty();
        assertThat(keys(folder + "packs/b.pack", 10)).containsExactly(key("packs/b.pack"));
    }

    @Test
    void list_after_needNotExist() throws IOException {
        store().put(key("a.bin"), bytes(1));
        store().put(key("c.bin"), bytes(1));
        ObjectPage page = store().list(folder, Optional.of(key("b.bin")), 10);
        assertThat(page.entries()).extracting(ObjectPage.Entry::key).containsExactly(key("c.bin"));
        assertThat(page.more()).isFalse();
    }

    private List<ObjectKey> keys(String prefix, int limit) throws IOException {
        List<ObjectKey> keys = new ArrayList<>();
        Optional<ObjectKey> after = Optional.empty();
        do {
            ObjectPage page = store().list(prefix, after, limit);
            page.entries().forEach(entry -> keys.add(entry.key()));
            after = page.next();
        } while (after.isPresent());
        return keys;
    }

    @Test
    void delete_twice_isTheSameAsOnce() throws IOException {
        ObjectKey key = key("gone.bin");
        store().put(key, bytes(5));
        store().delete(key);
        store().delete(key);
        assertThat(store().stat(key)).isEmpty();
        assertThat(store().list(folder, Optional.empty(), 10).entries()).isEmpty();
        assertThat(store().putIfAbsent(key, bytes(6))).isEqualTo(Created.NEW);
    }

    @Test
    void localFile_ifAny_holdsTheBytes() throws IOException {
        ObjectKey key = key("local.bin");
        store().put(key, bytes(1_000));
        Optional<Path> file = store().localFile(key);
        if (file.isPresent()) {
            assertThat(file.get()).hasBinaryContent(bytes(1_000));
        }
    }

    @Test
    void check_storeInOrder_saysNothing() throws IOException {
        store().check();
        assertThat(store().removeAbandonedUploads(Duration.ofDays(1))).isZero();
    }
}
