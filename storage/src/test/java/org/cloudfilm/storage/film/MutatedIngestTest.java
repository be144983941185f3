package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Thousands of damaged instances from eight senders at once: what is acknowledged is kept, nothing else is left. */
class MutatedIngestTest {

    private static final int SENDERS = 8;
    private static final int EACH = 400;

    @TempDir
    Path directory;

    @Test
    void store_mutatedInstances_leavesNoSegmentNoFileAndNoRowWithoutBytes() throws Exception {
        try (TestDatabase db = TestDatabase.create();
                ArchiveFixture films = new ArchiveFixture(db, directory).start()) {
            Queue<byte[]> kept = new ConcurrentLinkedQueue<>();
            List<Future<?>> senders = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(SENDERS)) {
                for (int sender = 1; sender <= SENDERS; sender++) {
                    Random random = new Random(sender);
                    senders.add(threads.submit(() -> send(films, random, kept)));
                }
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
            films.sealAndShip();

            assertThat(kept).hasSizeGreaterThan(SENDERS * EACH / 20).hasSizeLessThan(SENDERS * EACH);
            assertThat(films.archive.openSegments()).isZero();
            assertThat(OpenFiles.below(films.settings.directory())).isZero();
            assertThat(new VerifyArchive(db.dataSource(), films.store, films.settings).run().problems()).isEmpty();
            for (byte[] dataset : kept) {
                assertThat(count(db, "select count(*) from instance where digest = ?", digest(dataset)))
                        .isOne();
            }
            assertThat(count(db, "select count(*) from pack where state <> 'stored'")).isZero();
            assertThat(count(db, """
                    select count(*) from study s where n_instances <>
                      (select count(*) from instance where study = s.id and not superseded)
                    or n_instances = 0 or n_series <> (select count(*) from series where study = s.id)
                    """)).isZero();
        }
    }

    private static void send(ArchiveFixture films, Random random, Queue<byte[]> kept) {
        for (int i = 0; i < EACH; i++) {
            byte[] sent = mutant(random);
            Arrival from = random.nextInt(10) == 0 ? Samples.JINYUN : Samples.LISHUI;
            try (InstanceUpload upload = films.archive.begin(from, Samples.SYNTAX)) {
                int half = random.nextInt(sent.length + 1);
                upload.write(sent, 0, half);
                if (random.nextInt(10) > 0) {
                    upload.write(sent, half, sent.length - half);
                    if (upload.commit() instanceof StoreOutcome.Stored) {
                        kept.add(sent);
                    }
                }
            }
        }
    }

    private static byte[] mutant(Random random) {
        byte[] bytes = Samples.slice(1 + random.nextInt(4), 1 + random.nextInt(2), 1 + random.nextInt(50));
        int kind = random.nextInt(5);
        if (kind == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        if (kind == 1) {
            return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
        }
        int flips = 1 + random.nextInt(4);
        for (int i = 0; i < flips; i++) {
            bytes[random.nextInt(kind == 2 ? bytes.length : 700)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static byte[] digest(byte[] dataset) {
        ContentDigest digest = new ContentDigest();
        digest.update(dataset, 0, dataset.length);
        return digest.value();
    }

    private static long count(TestDatabase db, String query, Object... values) {
        return JdbcClient.create(db.dataSource()).sql(query).params(List.of(values)).query(Long.class).single();
    }
}
