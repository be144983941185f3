package org.cloudfilm.storage.film.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cloudfilm.storage.film.dicom.Samples.explicit;
import static org.cloudfilm.storage.film.dicom.Samples.image;
import static org.cloudfilm.storage.film.dicom.Samples.instance;
import static org.cloudfilm.storage.film.dicom.Samples.scan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.cloudfilm.storage.film.dicom.DicomFormatException.Kind;
import org.junit.jupiter.api.Test;

class DicomScannerTest {

    private static final int PRIVATE = 0x00291010;
    private static final int UNDEFINED = -1;

    @Test
    void scan_anySplit_sameResult() {
        byte[] bytes = explicit(image(2, 2, 1)
                .put(Tags.RequestAttributesSequence, Dataset.builder().put(Tags.RequestedProcedureID, "R1").build())
                .put(Tags.PixelData, Vr.OW, new byte[8]));
        String whole = scan(bytes, TransferSyntax.EXPLICIT_VR_LE).toString();
        for (int split = 1; split < bytes.length; split++) {
            DicomScanner scanner = new DicomScanner(TransferSyntax.EXPLICIT_VR_LE, ScanLimits.DEFAULT);
            scanner.feed(bytes, 0, split);
            scanner.feed(bytes, split, bytes.length - split);
            assertThat(scanner.finish()).hasToString(whole);
        }
    }

    @Test
    void ids_knownBeforePixelData() {
        byte[] bytes = explicit(image(64, 64, 1).put(Tags.PixelData, Vr.OW, new byte[8192]));
        DicomScanner scanner = new DicomScanner(TransferSyntax.EXPLICIT_VR_LE, ScanLimits.DEFAULT);
        scanner.feed(bytes, 0, bytes.length - 8192 - 12);
        assertThat(scanner.ids()).hasValueSatisfying(ids -> {
            assertThat(ids.study().value()).isEqualTo("1.2");
            assertThat(ids.series().value()).isEqualTo("1.2.3");
            assertThat(ids.instance().value()).isEqualTo("1.2.3.4");
            assertThat(ids.sopClassUid()).isEqualTo("1.2.840.10008.5.1.4.1.1.2");
        });
    }

    @Test
    void pixelData_native_framesByArithmeticAndValueByReference() {
        byte[] bytes = explicit(image(4, 8, 3).put(Tags.PixelData, Vr.OW, new byte[3 * 64]));
        ScannedInstance scanned = scan(bytes, TransferSyntax.EXPLICIT_VR_LE);
        int start = bytes.length - 192;
        assertThat(scanned.length()).isEqualTo(bytes.length);
        assertThat(scanned.frames()).isEqualTo(new NativeFrames(start, 64, 3));
        assertThat(scanned.header().get(Tags.PixelData))
                .contains(new Element.Bulk(Tags.PixelData, Vr.OW, new BulkRef(start, 192), false));
        assertThat(scanned.shifted(1000).frames().ranges(2)).containsExactly(start + 1064, start + 1128);
        assertThat(scanned.shifted(1000).header().get(Tags.PixelData))
                .contains(new Element.Bulk(Tags.PixelData, Vr.OW, new BulkRef(start + 1000, 192), false));
    }

    @Test
    void pixelData_shorterThanClaimed_onlyFramesThatExist() {
        byte[] bytes = explicit(image(4, 8, 1_000_000_000).put(Tags.PixelData, Vr.OW, new byte[2 * 64 + 10]));
        assertThat(scan(bytes, TransferSyntax.EXPLICIT_VR_LE).frames().count()).isEqualTo(2);
    }

    @Test
    void pixelData_ofBits_addressableOnlyWhenFramesEndOnBytes() throws IOException {
        byte[] aligned = explicit(image(4, 4, 2).put(Tags.BitsAllocated, 1).put(Tags.PixelData, Vr.OB, new byte[4]));
        assertThat(scan(aligned, TransferSyntax.EXPLICIT_VR_LE).frames().ranges(2)).hasSize(2);

        byte[] shared = explicit(image(3, 3, 2)
                .put(Tags.BitsAllocated, 1)
                .put(Tags.PixelData, Vr.OB, new byte[] {(byte) 0b1010_0101, (byte) 0b0000_0011, 0b10, 0}));
        FrameTable frames = scan(shared, TransferSyntax.EXPLICIT_VR_LE).frames();
        assertThat(frames.count()).isEqualTo(2);
        assertThat(frames.addressable()).isFalse();
        DicomReader reader =
                DicomReader.read(new ByteArrayInputStream(shared), TransferSyntax.EXPLICIT_VR_LE, 1 << 20);
        assertThat(reader.frame(1)).containsExactly(0b1010_0101, 1);
        assertThat(reader.frame(2)).containsExactly(0b0000_0001, 1);
    }

    @Test
    void pixelData_deflated_readWhole() throws IOException {
        byte[] plain = explicit(image(2, 2, 2).put(Tags.PixelData, Vr.OW, new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
        }));
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(deflated, new Deflater(9, true))) {
            out.write(plain);
        }
        TransferSyntax syntax = TransferSyntax.DEFLATED_EXPLICIT_VR_LE;
        ScannedInstance scanned = scan(deflated.toByteArray(), syntax);
        assertThat(scanned.length()).isEqualTo(deflated.size());
        assertThat(scanned.frames().count()).isEqualTo(2);
        assertThat(scanned.frames().addressable()).isFalse();
        assertThat(scanned.header().string(Tags.PatientID)).contains("P1");
        DicomReader reader = DicomReader.read(new ByteArrayInputStream(deflated.toByteArray()), syntax, 1 << 20);
        assertThat(reader.frame(2)).containsExactly(9, 10, 11, 12, 13, 14, 15, 16);
    }

    @Test
    void fragments_severalPerFrameWithOffsetTable_grouped() {
        byte[] bytes = encapsulated(2, new int[] {0, 22}, "ab", "cdef", "gh");
        FrameTable frames = scan(bytes, TransferSyntax.JPEG_LS_LOSSLESS).frames();
        assertThat(frames.count()).isEqualTo(2);
        assertThat(text(bytes, frames.ranges(1))).isEqualTo("ab|cdef|");
        assertThat(text(bytes, frames.ranges(2))).isEqualTo("gh|");
        assertThat(FrameTable.decode(frames.encode())).isEqualTo(frames);
    }

    @Test
    void fragments_severalPerFrameWithoutTable_groupedByCodestreamStarts() {
        byte[] bytes = encapsulated(2, new int[0], "\u00FF\u00D8ab", "cd", "\u00FF\u00D8ef", "gh");
        FrameTable frames = scan(bytes, TransferSyntax.JPEG_BASELINE).frames();
        assertThat(text(bytes, frames.ranges(2))).isEqualTo("\u00FF\u00D8ef|gh|");
    }

    @Test
    void fragments_oneFrame_allOfThem() {
        byte[] bytes = encapsulated(1, new int[0], "ab", "cd", "ef");
        FrameTable frames = scan(bytes, TransferSyntax.JPEG_BASELINE).frames();
        assertThat(text(bytes, frames.ranges(1))).isEqualTo("ab|cd|ef|");
    }

    @Test
    void fragments_nothingSaysWhichFrame_notAddressable() {
        byte[] bytes = encapsulated(2, new int[0], "ab", "cd", "ef");
        FrameTable frames = scan(bytes, TransferSyntax.RLE_LOSSLESS).frames();
        assertThat(frames.count()).isEqualTo(2);
        assertThat(frames.addressable()).isFalse();
    }

    @Test
    void unknownVr_undefinedLength_readAsImplicitSequence() {
        byte[] bytes = join(explicit(instance()), new Samples.Raw()
                .element(PRIVATE, Vr.UN, UNDEFINED)
                .item(Tags.Item, UNDEFINED)
                .item(Tags.PatientID, 2).bytes((byte) 'P', (byte) '2')
                .item(Tags.ItemDelimitation, 0)
                .item(Tags.SequenceDelimitation, 0)
                .toBytes());
        Dataset header = scan(bytes, TransferSyntax.EXPLICIT_VR_LE).header();
        assertThat(header.item(PRIVATE).string(Tags.PatientID)).contains("P2");
    }

    @Test
    void unknownVr_publicSequence_recognised() {
        Dataset item = Dataset.builder().put(Tags.RequestedProcedureID, "R1").build();
        byte[] content = DicomWriter.bytes(item, TransferSyntax.IMPLICIT_VR_LE);
        byte[] bytes = join(explicit(instance()), new Samples.Raw()
                .element(Tags.RequestAttributesSequence, Vr.UN, content.length + 8)
                .item(Tags.Item, content.length).bytes(content)
                .toBytes());
        Dataset header = scan(bytes, TransferSyntax.EXPLICIT_VR_LE).header();
        assertThat(header.item(Tags.RequestAttributesSequence).string(Tags.RequestedProcedureID)).contains("R1");
    }

    @Test
    void elements_outOfOrderOrTwice_orderedAndFirstCounts() {
        byte[] late = explicit(Dataset.builder().put(Tags.PatientID, "P2").put(Tags.AccessionNumber, "A1"));
        Dataset header = scan(join(explicit(instance()), late), TransferSyntax.EXPLICIT_VR_LE).header();
        assertThat(header.string(Tags.PatientID)).contains("P1");
        assertThat(header.string(Tags.AccessionNumber)).contains("A1");
        assertThat(header.elements()).extracting(Element::tag).doesNotHaveDuplicates();
    }

    @Test
    void missingUid_refusedBeforePixelData() {
        byte[] bytes = explicit(image(64, 64, 1).remove(Tags.SeriesInstanceUID).put(Tags.PixelData, Vr.OW, new byte[8192]));
        DicomScanner scanner = new DicomScanner(TransferSyntax.EXPLICIT_VR_LE, ScanLimits.DEFAULT);
        assertThatExceptionOfType(DicomFormatException.class)
                .isThrownBy(() -> scanner.feed(bytes, 0, bytes.length - 8000))
                .withMessageContaining("(0020,000E)")
                .extracting(DicomFormatException::kind)
                .isEqualTo(Kind.MISSING_UID);
    }

    @Test
    void truncated_anywhere_truncatedOrMissing() {
        byte[] bytes = explicit(image(2, 2, 1).put(Tags.PixelData, Vr.OW, new byte[8]));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            // a cut between two elements behind the identifiers cannot be seen from within a data set
            if (length < bytes.length - 130) {
                assertThatExceptionOfType(DicomFormatException.class)
                        .isThrownBy(() -> scan(cut, TransferSyntax.EXPLICIT_VR_LE))
                        .matches(e -> e.kind() == Kind.TRUNCATED || e.kind() == Kind.MISSING_UID);
            }
        }
        assertThat(refusal(Arrays.copyOf(bytes, bytes.length - 1))).isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void nesting_tenThousandDeep_tooLarge() {
        Samples.Raw raw = new Samples.Raw().bytes(explicit(instance()));
        for (int i = 0; i < 10_000; i++) {
            raw.element(Tags.RequestAttributesSequence, Vr.SQ, UNDEFINED).item(Tags.Item, UNDEFINED);
        }
        assertThat(refusal(raw.toBytes())).isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void elements_endless_tooLarge() {
        DicomScanner scanner = new DicomScanner(TransferSyntax.EXPLICIT_VR_LE, ScanLimits.DEFAULT);
        byte[] element = explicit(Dataset.builder().put(Tags.PatientID, "P1"));
        assertThatExceptionOfType(DicomFormatException.class)
                .isThrownBy(() -> {
                    while (true) {
                        scanner.feed(element, 0, element.length);
                    }
                })
                .matches(e -> e.kind() == Kind.TOO_LARGE);
    }

    @Test
    void header_endlessLargeValues_tooLarge() {
        DicomScanner scanner = new DicomScanner(TransferSyntax.EXPLICIT_VR_LE, ScanLimits.DEFAULT);
        byte[] element = explicit(Dataset.builder().put(Tags.PatientComments, "x".repeat(60_000)));
        assertThatExceptionOfType(DicomFormatException.class)
                .isThrownBy(() -> {
                    while (true) {
                        scanner.feed(element, 0, element.length);
                    }
                })
                .matches(e -> e.kind() == Kind.TOO_LARGE);
    }

    @Test
    void length_beyondItem_malformedWithoutValues() {
        byte[] bytes = join(explicit(instance()), new Samples.Raw()
                .element(Tags.RequestAttributesSequence, Vr.SQ, 24)
                .item(Tags.Item, 16)
                .element(Tags.PixelData, Vr.OB, 5000)
                .toBytes());
        assertThatExceptionOfType(DicomFormatException.class)
                .isThrownBy(() -> scan(bytes, TransferSyntax.EXPLICIT_VR_LE))
                .withMessage("(7FE0,0010) is longer than what it is in")
                .matches(e -> e.kind() == Kind.MALFORMED);
    }

    @Test
    void pixelData_uncompressedUnderCompressedSyntax_notAddressable() {
        byte[] bytes = explicit(image(2, 2, 1).put(Tags.PixelData, Vr.OW, new byte[8]));
        assertThat(scan(bytes, TransferSyntax.JPEG_LS_LOSSLESS).frames().addressable()).isFalse();
    }

    @Test
    void lengths_fourGigabytes_passedOverOrRefusedWithoutMemory() {
        DicomScanner pixels = new DicomScanner(TransferSyntax.EXPLICIT_VR_LE, ScanLimits.DEFAULT);
        byte[] lie = join(explicit(image(2, 2, 1)), new Samples.Raw().element(Tags.PixelData, Vr.OB, -2).toBytes());
        pixels.feed(lie, 0, lie.length);
        assertThatExceptionOfType(DicomFormatException.class)
                .isThrownBy(pixels::finish)
                .matches(e -> e.kind() == Kind.TRUNCATED);
        byte[] offsetTable = join(explicit(image(2, 2, 1)),
                new Samples.Raw().element(Tags.PixelData, Vr.OB, UNDEFINED).item(Tags.Item, -2).toBytes());
        assertThat(refusal(offsetTable)).isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void padding_zerosBehindPixelData_ignored() {
        byte[] image = explicit(image(2, 2, 1).put(Tags.PixelData, Vr.OW, new byte[8]));
        for (int zeros : new int[] {1, 7, 8, 300}) {
            assertThat(scan(join(image, new byte[zeros]), TransferSyntax.EXPLICIT_VR_LE).frames().count()).isOne();
        }
        assertThat(refusal(join(image, new byte[9], new byte[] {1}))).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void deflated_inflatingWithoutEnd_tooLarge() throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(deflated, new Deflater(9, true))) {
            out.write(explicit(image(2, 2, 1)));
            out.write(new Samples.Raw().element(Tags.PixelData, Vr.OB, 0x7FFF_FFFE).toBytes());
            for (int i = 0; i < 200; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        ScanLimits limits = new ScanLimits(1 << 20, 8, 1000, 1024, 4096, 100L << 20);
        DicomScanner scanner = new DicomScanner(TransferSyntax.DEFLATED_EXPLICIT_VR_LE, limits);
        assertThatExceptionOfType(DicomFormatException.class)
                .isThrownBy(() -> scanner.feed(deflated.toByteArray(), 0, deflated.size()))
                .matches(e -> e.kind() == Kind.TOO_LARGE);
    }

    /** The last byte may say more than a buffer takes: in a block of zeros alone 258 of them are two bits. */
    @Test
    void deflated_endsInALongRun_readToItsEnd() throws IOException {
        for (int black = 15_000; black < 18_000; black += 2) {
            byte[] dataset = explicit(image(2, 2, 1).put(Tags.PixelData, Vr.OW, new byte[black]));
            ByteArrayOutputStream deflated = new ByteArrayOutputStream();
            try (var out = new DeflaterOutputStream(deflated, new Deflater(6, true), true)) {
                out.write(dataset, 0, dataset.length - black);
                out.flush();
                out.write(dataset, dataset.length - black, black);
            }
            assertThat(scan(deflated.toByteArray(), TransferSyntax.DEFLATED_EXPLICIT_VR_LE).frames().count())
                    .as("%d bytes of pixels", black)
                    .isOne();
        }
    }

    /** Each value is short for what it turns into: a sequence of empty elements that somebody sent as UN. */
    @Test
    void unknownVr_sequencesWithManyElements_countLikeAllOthers() {
        Samples.Raw elements = new Samples.Raw();
        for (int i = 0; i < 1000; i++) {
            elements.item(PRIVATE + i, 0);
        }
        byte[] item = new Samples.Raw().item(Tags.Item, 8000).bytes(elements.toBytes()).toBytes();
        Samples.Raw raw = new Samples.Raw().bytes(explicit(instance()));
        for (int i = 0; i < 40; i++) {
            raw.element(Tags.RequestAttributesSequence, Vr.UN, item.length).bytes(item);
        }
        byte[] bytes = raw.toBytes();

        assertThat(refusal(bytes, new ScanLimits(1 << 20, 8, 100_000, 1024, 64 << 10, 1 << 20)))
                .as("memory").isEqualTo(Kind.TOO_LARGE);
        assertThat(refusal(bytes, new ScanLimits(32 << 20, 8, 20_000, 1024, 64 << 10, 1 << 20)))
                .as("elements").isEqualTo(Kind.TOO_LARGE);
        assertThat(refusal(bytes, new ScanLimits(32 << 20, 8, 100_000, 1024, 64 << 10, 1 << 20))).isNull();
    }

    private static Kind refusal(byte[] bytes, ScanLimits limits) {
        DicomScanner scanner = new DicomScanner(TransferSyntax.EXPLICIT_VR_LE, limits);
        try {
            scanner.feed(bytes, 0, bytes.length);
            scanner.finish();
        } catch (DicomFormatException refused) {
            return refused.kind();
        }
        return null;
    }

    private static Kind refusal(byte[] bytes) {
        return refusal(bytes, ScanLimits.DEFAULT);
    }

    private static byte[] encapsulated(int frames, int[] offsets, String... fragments) {
        Samples.Raw raw = new Samples.Raw()
                .bytes(explicit(image(8, 8, frames)))
                .element(Tags.PixelData, Vr.OB, UNDEFINED)
                .item(Tags.Item, 4 * offsets.length);
        for (int offset : offsets) {
            raw.bytes((byte) offset, (byte) (offset >> 8), (byte) 0, (byte) 0);
        }
        for (String fragment : fragments) {
            byte[] bytes = fragment.getBytes(StandardCharsets.ISO_8859_1);
            raw.item(Tags.Item, bytes.length).bytes(bytes);
        }
        return raw.item(Tags.SequenceDelimitation, 0).toBytes();
    }

    private static String text(byte[] bytes, long[] ranges) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ranges.length; i += 2) {
            int start = (int) ranges[i];
            text.append(new String(bytes, start, (int) ranges[i + 1] - start,
                    StandardCharsets.ISO_8859_1)).append('|');
        }
        return text.toString();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
