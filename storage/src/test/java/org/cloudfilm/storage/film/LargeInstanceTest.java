package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.film.dicom.Part10;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.Vr;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.record.imaging.TestRecords;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A multi-frame instance many times larger than the heap goes in and out. */
class LargeInstanceTest {

    private static final int SIDE = 1024;
    private static final int FRAME = 2 * SIDE * SIDE;
    private static final int FRAMES = 128;

    @TempDir
    Path directory;

    @Test
    void store_256MiBIn64MiBOfHeap_comesBackTheSame() throws Exception {
        try (TestDatabase db = TestDatabase.create()) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                            "-cp", System.getProperty("java.class.path"), Child.class.getName(), db.jdbcUrl(),
                            directory.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor()).as(said).isZero();
            assertThat(said).contains("the same");
        }
    }

    /** Stores and reads in a heap of its own. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws Exception {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(args[0]);
            Path directory = Path.of(args[1]);
            ObjectStore store = ObjectStores.open(new ObjectStoreSettings.Files(directory.resolve("objects")));
            HikariDataSource pool = new HikariDataSource(config);
            try (FilmArchive archive = new FilmArchive(pool, store, TestRecords.HOSPITALS, TestRecords.on(pool, store),
                    FilmArchiveSettings.of(directory.resolve("segments")))) {
                ContentDigest sent = new ContentDigest();
                StoreOutcome outcome = send(archive, sent);
                if (!(outcome instanceof StoreOutcome.Stored)) {
                    throw new IllegalStateException(outcome.toString());
                }
                System.out.println(read(archive).equals(sent.hex()) ? "the same" : "other");
            }
            System.exit(0);
        }

        private static StoreOutcome send(FilmArchive archive, ContentDigest sent) {
            try (InstanceUpload upload = archive.begin(Samples.LISHUI, Samples.SYNTAX)) {
                byte[] header = header();
                upload.write(header, 0, header.length);
                sent.update(header, 0, header.length);
                byte[] frame = new byte[FRAME];
                for (int i = 0; i < FRAMES; i++) {
                    Arrays.fill(frame, (byte) i);
                    upload.write(frame, 0, frame.length);
                    sent.update(frame, 0, frame.length);
                }
                return upload.commit();
            }
        }

        /** Up to the length of the pixel data. */
        private static byte[] header() {
            byte[] without = Samples.bytes(Samples.header(1, 1, 1)
                    .put(Tags.SamplesPerPixel, 1)
                    .put(Tags.PhotometricInterpretation, "MONOCHROME2")
                    .put(Tags.NumberOfFrames, Integer.toString(FRAMES))
                    .put(Tags.Rows, SIDE)
                    .put(Tags.Columns, SIDE)
                    .put(Tags.BitsAllocated, 16)
                    .put(Tags.BitsStored, 16)
                    .put(Tags.HighBit, 15)
                    .put(Tags.PixelRepresentation, 0)
                    .put(Tags.PixelData, Vr.OW, new byte[0])
                    .build());
            int length = FRAME * FRAMES;
            for (int i = 0; i < 4; i++) {
                without[without.length - 4 + i] = (byte) (length >>> 8 * i);
            }
            return without;
        }

        private static String read(FilmArchive archive) throws Exception {
            StudyPermit permit = ArchiveFixture.permit(1);
            StoredInstance found = archive.reader().study(permit).orElseThrow().series().getFirst().instances()
                    .getFirst();
            ByteArrayOutputStream start = new ByteArrayOutputStream();
            ContentDigest read = new ContentDigest();
            try (InputStream in = archive.reader().part10(permit, found, 0, found.length()).open()) {
                start.write(in.readNBytes(2048));
                int dataset = Part10.parse(start.toByteArray()).length();
                read.update(start.toByteArray(), dataset, start.size() - dataset);
                byte[] buffer = new byte[64 << 10];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    read.update(buffer, 0, n);
                }
            }
            return read.hex();
        }
    }
}
