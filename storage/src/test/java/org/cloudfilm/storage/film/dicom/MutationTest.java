package org.cloudfilm.storage.film.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Thousands of broken files, the same ones every time: nothing but the one exception may come out, and no lie about a length buys memory. */
class MutationTest {

    private static final int MUTANTS = 150;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static List<String> files() {
        return PydicomFiles.in("test_files");
    }

    @ParameterizedTest
    @MethodSource("files")
    void mutants_acceptedOrRefused_neverAnythingElse(String name) {
        byte[] file = PydicomFiles.bytes(name);
        byte[] start = Arrays.copyOf(file, Math.min(file.length, 64 << 10));
        Random random = new Random(name.hashCode());
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutate(start, random);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                read(mutant);
            } catch (DicomFormatException refused) {
                assertThat(refused.getMessage()).matches("[ -~]{5,120}");
            } catch (RuntimeException | IOException | StackOverflowError | OutOfMemoryError other) {
                fail("mutant " + i + " of " + name, other);
            }
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes allocated for mutant %d", i)
                    .isLessThan(32L << 20);
        }
    }

    private static void read(byte[] mutant) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(mutant);
        Part10.Meta meta = Part10.parse(in);
        ScanLimits limits = new ScanLimits(4 << 20, 16, 20_000, 1024, 64 << 10, 64 << 20);
        DicomScanner scanner = new DicomScanner(meta.transferSyntax(), limits);
        byte[] piece = new byte[1000];
        for (int n; (n = in.read(piece)) > 0; ) {
            scanner.feed(piece, 0, n);
        }
        ScannedInstance scanned = scanner.finish();
        DicomJson.write(scanned.header(), OutputStream.nullOutputStream(), "/");
        scanned.header().elements().forEach(element -> {
            scanned.header().strings(element.tag());
            scanned.header().decimals(element.tag());
            scanned.header().date(element.tag());
            scanned.header().personName(element.tag()).searchKeys();
        });
        FrameTable frames = FrameTable.decode(scanned.frames().encode());
        assertThat(frames).isEqualTo(scanned.frames());
        for (int frame = 1; frames.addressable() && frame <= Math.min(100, frames.count()); frame++) {
            long[] ranges = frames.ranges(frame);
            assertThat(ranges).isSorted();
            assertThat(ranges[ranges.length - 1]).isLessThanOrEqualTo(mutant.length);
        }
    }

    private static byte[] mutate(byte[] file, Random random) {
        byte[] mutant = file.clone();
        // most of the first bytes are headers, and headers are where it hurts
        int reach = random.nextBoolean() ? mutant.length : Math.min(mutant.length, 2500);
        switch (random.nextInt(5)) {
            case 0 -> mutant = Arrays.copyOf(mutant, random.nextInt(reach));
            case 1 -> Arrays.fill(mutant, random.nextInt(reach), mutant.length, (byte) random.nextInt());
            case 2 -> {
                int at = random.nextInt(reach);
                int from = random.nextInt(reach);
                int length = Math.min(random.nextInt(64), mutant.length - Math.max(at, from));
                System.arraycopy(file, from, mutant, at, length);
            }
            default -> {
                for (int flips = 1 + random.nextInt(20); flips > 0; flips--) {
                    mutant[random.nextInt(reach)] = EDGES[random.nextInt(EDGES.length)];
                }
            }
        }
        return mutant;
    }

    private static final byte[] EDGES = {0, 1, 2, 0x10, 0x20, 0x7F, (byte) 0x80, (byte) 0xE0, (byte) 0xFE, (byte) 0xFF};
}
