package org.cloudfilm.storage.film;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cloudfilm.storage.testing.TestDatabase;

/**
 * How long it takes to store 500 slices of 512 KiB one after the other, each acknowledged durable, to answer their
 * metadata, and to be sent all of them again. Run by hand; arguments: a directory on the disk to measure, and how many rounds.
 */
final class MeasureIngest {

    private MeasureIngest() {}

    public static void main(String[] args) throws Exception {
        Path parent = Path.of(args.length > 0 ? args[0] : "target");
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 4;
        Path directory = Files.createTempDirectory(Files.createDirectories(parent), "measure");
        try (TestDatabase db = TestDatabase.create();
                ArchiveFixture films = new ArchiveFixture(db, directory).start()) {
            for (int round = 1; round <= rounds; round++) {
                measure(films, round);
            }
        }
    }

    private static void measure(ArchiveFixture films, int study) throws Exception {
        byte[][] slices = new byte[500][];
        for (int i = 0; i < slices.length; i++) {
            slices[i] = Samples.slice(study, 1, i + 1, 512, i);
        }
        long start = System.nanoTime();
        for (byte[] slice : slices) {
            if (!(films.store(slice) instanceof StoreOutcome.Stored)) {
                throw new IllegalStateException("not stored");
            }
        }
        long stored = System.nanoTime();
        films.sealAndShip();
        long shipped = System.nanoTime();
        List<StoredInstance> all = films.instances(study);
        long listed = System.nanoTime();
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
        films.archive.reader().metadata(ArchiveFixture.permit(study), all).writeGzip(out);
        long described = System.nanoTime();
        for (byte[] slice : slices) {
            if (!(films.store(slice) instanceof StoreOutcome.AlreadyStored)) {
                throw new IllegalStateException("stored twice");
            }
        }
        long again = System.nanoTime();
        System.out.printf("stored %d ms, sealed and shipped %d ms, listed %d ms, metadata %d ms (%d bytes), again %d ms%n",
                (stored - start) / 1_000_000, (shipped - stored) / 1_000_000, (listed - shipped) / 1_000_000,
                (described - listed) / 1_000_000, out.size(), (again - described) / 1_000_000);
    }
}
