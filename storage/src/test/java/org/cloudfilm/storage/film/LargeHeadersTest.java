package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.consent.TestPermits;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.DicomScanner;
import org.cloudfilm.storage.film.dicom.DicomWriter;
import org.cloudfilm.storage.film.dicom.FrameTable;
import org.cloudfilm.storage.film.dicom.Part10;
import org.cloudfilm.storage.film.dicom.ScanLimits;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.film.dicom.Vr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeHeadersTest {

    private static final byte[] LARGE = dataset(300, 1000);
    private static final byte[] SMALL = dataset(3, 1000);

    @TempDir
    Path directory;

    private final LargeHeaders headers = new LargeHeaders(1, Duration.ofMillis(20));

    @Test
    void secondLargeHeader_whileOneIsOnItsWay_isRefusedForTheTimeBeing() {
        InstanceUpload first = upload();
        InstanceUpload second = upload();
        first.write(LARGE, 0, LARGE.length);
        second.write(LARGE, 0, LARGE.length);
        second.write(LARGE, 0, 100);

        assertThat(second.commit()).isInstanceOfSatisfying(StoreOutcome.Refused.class, refused -> assertThat(
                        refused.reason())
                .isEqualTo(StoreOutcome.Reason.OUT_OF_RESOURCES));
        assertThat(first.commit()).isInstanceOf(StoreOutcome.Stored.class);
    }

    @Test
    void largeHeader_afterTheOneBefore_hasItsTurn() {
        InstanceUpload kept = upload();
        kept.write(LARGE, 0, LARGE.length);
        kept.commit();
        InstanceUpload givenUp = upload();
        givenUp.write(LARGE, 0, LARGE.length - 10);
        givenUp.close();
        givenUp.close();

        InstanceUpload next = upload();
        next.write(LARGE, 0, LARGE.length);

        assertThat(next.commit()).isInstanceOf(StoreOutcome.Stored.class);
    }

    @Test
    void smallHeaders_whateverElseIsOnItsWay_doNotWait() {
        InstanceUpload large = upload();
        large.write(LARGE, 0, LARGE.length);
        InstanceUpload small = upload();
        small.write(SMALL, 0, SMALL.length);

        assertThat(small.commit()).isInstanceOf(StoreOutcome.Stored.class);
        large.close();
    }

    /** Large values are passed over, but who stores has to hold them until it is known where to. */
    @Test
    void muchInFrontOfTheIdentifiers_takesATurnToo() {
        byte[] bytes = DicomWriter.bytes(
                Dataset.builder().put(0x00091010, Vr.OB, new byte[600 << 10]).build(), TransferSyntax.EXPLICIT_VR_LE);
        InstanceUpload waiting = upload();
        waiting.write(bytes, 0, bytes.length);

        InstanceUpload other = upload();
        other.write(LARGE, 0, LARGE.length);

        assertThat(other.commit()).isInstanceOf(StoreOutcome.Refused.class);
        waiting.close();
    }

    @Test
    void largeHeader_isReadInItsTurnOnly() throws Exception {
        StoredInstance large = kept(LARGE);
        StoredInstance small = kept(SMALL);
        ArchiveReader reader = new ArchiveReader(
                null, new PackFiles(new LocalFiles(directory, SegmentFile::onDisk), null), headers);
        try (LargeHeaders.Turn others = headers.turn()) {
            others.take();
            assertThatThrownBy(() -> reader.header(TestPermits.open(large.study()), large))
                    .isInstanceOf(IOException.class).hasMessageContaining("too many large headers");
            assertThat(reader.header(TestPermits.open(small.study()), small).elements()).hasSize(4 + 3);
        }

        for (int i = 0; i < 2; i++) {
            assertThat(reader.header(TestPermits.open(large.study()), large).elements()).hasSize(4 + 300);
        }
    }

    private StoredInstance kept(byte[] dataset) throws IOException {
        InstanceIds ids = new InstanceIds(new StudyUid("1.2.1"), new SeriesUid("1.2.2"), new SopInstanceUid("1.2.3"),
                "1.2.840.10008.5.1.4.1.1.66");
        PackId pack = new PackId(UUID.randomUUID());
        byte[] part10 = Part10.header(ids, Samples.SYNTAX, Samples.LISHUI);
        try (OutputStream file = Files.newOutputStream(directory.resolve(pack + ".pack"))) {
            file.write(part10);
            file.write(dataset);
        }
        return new StoredInstance(ids.study(), ids.series(), ids.instance(), ids.sopClassUid(), Samples.SYNTAX, 1, pack, 0,
                part10.length + dataset.length, "", FrameTable.none());
    }

    private InstanceUpload upload() {
        LargeHeaders.Turn turn = headers.turn();
        return new UploadInTurn(new Scanning(turn), turn);
    }

    private static byte[] dataset(int values, int length) {
        DatasetBuilder dataset = Dataset.builder()
                .put(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.66")
                .put(Tags.SOPInstanceUID, "1.2.3")
                .put(Tags.StudyInstanceUID, "1.2.1")
                .put(Tags.SeriesInstanceUID, "1.2.2");
        for (int i = 0; i < values; i++) {
            dataset.put(0x00211000 + i, Vr.LT, "x".repeat(length));
        }
        return DicomWriter.bytes(dataset.build(), TransferSyntax.EXPLICIT_VR_LE);
    }

    /** An upload that parses and keeps nothing. */
    private static final class Scanning implements InstanceUpload {

        private final DicomScanner scanner;

        Scanning(LargeHeaders.Turn turn) {
            scanner = new DicomScanner(TransferSyntax.EXPLICIT_VR_LE, ScanLimits.DEFAULT.telling(turn::take));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            scanner.feed(bytes, offset, length);
        }

        @Override
        public Optional<InstanceIds> ids() {
            return scanner.ids();
        }

        @Override
        public StoreOutcome commit() {
            return new StoreOutcome.Stored(scanner.finish().ids(), false);
        }

        @Override
        public void close() {}
    }
}
