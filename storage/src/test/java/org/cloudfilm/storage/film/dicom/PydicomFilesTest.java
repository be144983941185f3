package org.cloudfilm.storage.film.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.cloudfilm.storage.film.dicom.DicomFormatException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of every file that comes with pydicom. */
class PydicomFilesTest {

    @Test
    void everyFile_scannedOrRefusedForTheRightReason() {
        Map<String, Kind> refused = new TreeMap<>();
        for (String name : PydicomFiles.in("test_files")) {
            try {
                PydicomFiles.dataSet(name).scan(1 << 16);
            } catch (DicomFormatException refusal) {
                refused.put(name.substring("test_files/".length()), refusal.kind());
            }
        }
        Map<String, Kind> expected = new TreeMap<>();
        // not Part 10 files, or not quite
        expected.put("ExplVR_BigEndNoMeta.dcm", Kind.MALFORMED);
        expected.put("ExplVR_LitEndNoMeta.dcm", Kind.MALFORMED);
        expected.put("meta_missing_tsyntax.dcm", Kind.MALFORMED);
        expected.put("no_meta.dcm", Kind.MALFORMED);
        expected.put("rtstruct.dcm", Kind.MALFORMED);
        // cut off
        expected.put("MR_truncated.dcm", Kind.TRUNCATED);
        expected.put("rtplan_truncated.dcm", Kind.TRUNCATED);
        // data sets of a few attributes that are no instances
        expected.put("UN_sequence.dcm", Kind.MISSING_UID);
        expected.put("empty_charset_LEI.dcm", Kind.MISSING_UID);
        expected.put("nested_priv_SQ.dcm", Kind.MISSING_UID);
        expected.put("no_meta_group_length.dcm", Kind.MISSING_UID);
        expected.put("priv_SQ.dcm", Kind.MISSING_UID);
        assertThat(refused).isEqualTo(expected);
    }

    @Test
    void everyFile_fedByteByByte_sameAsAtOnce() {
        Map<String, String> different = new LinkedHashMap<>();
        for (String name : PydicomFiles.in("test_files")) {
            String whole = outcome(name, 1 << 20);
            for (int piece : new int[] {1, 7, 4096}) {
                if (!outcome(name, piece).equals(whole)) {
                    different.put(name, "in pieces of " + piece);
                }
            }
        }
        assertThat(different).isEmpty();
    }

    private static String outcome(String name, int piece) {
        try {
            return PydicomFiles.dataSet(name).scan(piece).toString();
        } catch (DicomFormatException refused) {
            return refused.kind() + refused.getMessage();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CT_small.dcm, 1, 32768",
        "MR_small_padded.dcm, 1, 8192",
        "MR_small_bigendian.dcm, 1, 8192",
        "SC_rgb_small_odd.dcm, 1, 27",
        "SC_ybr_full_422_uncompressed.dcm, 1, 20000",
        "rtdose.dcm, 15, 400",
        "rtdose_rle.dcm, 15, 332",
        "SC_rgb_rle_2frame.dcm, 2, 664",
        "reportsi.dcm, 0, 0"
    })
    void frames_countAndSize_asInPydicom(String name, int count, int lengthOfFirst) {
        FrameTable frames = PydicomFiles.dataSet("test_files/" + name).scan(1 << 16).frames();
        assertThat(frames.count()).isEqualTo(count);
        if (count > 0) {
            long[] ranges = frames.ranges(1);
            assertThat(ranges).hasSize(2);
            assertThat(ranges[1] - ranges[0]).isEqualTo(lengthOfFirst);
        }
        assertThatThrownBy(() -> frames.ranges(count + 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> frames.ranges(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void bigEndian_valuesInLittleEndian_sameAsLittleEndianFile() {
        Dataset little = PydicomFiles.dataSet("test_files/MR_small.dcm").scan(1 << 16).header();
        Dataset big = PydicomFiles.dataSet("test_files/MR_small_bigendian.dcm").scan(1 << 16).header();
        Dataset implicit = PydicomFiles.dataSet("test_files/MR_small_implicit.dcm").scan(1 << 16).header();
        for (int tag : new int[] {Tags.Rows, Tags.BitsAllocated, Tags.PixelSpacing, Tags.SmallestImagePixelValue}) {
            assertThat(little.strings(tag)).isNotEmpty();
            assertThat(big.strings(tag)).isEqualTo(little.strings(tag));
            assertThat(implicit.strings(tag)).isEqualTo(little.strings(tag));
        }
    }

    @Test
    void deflatedFile_readWhole_framesOnTheirOwn() throws IOException {
        PydicomFiles.DataSetBytes file = PydicomFiles.dataSet("test_files/image_dfl.dcm");
        assertThat(file.scan(100).frames().addressable()).isFalse();
        DicomReader reader = DicomReader.read(new ByteArrayInputStream(file.bytes()), file.syntax(), 8 << 20);
        assertThat(reader.frame(1)).hasSize(512 * 512);
    }

    @Test
    void privateSequences_ofUnknownVr_opened() {
        PydicomFiles.DataSetBytes file = PydicomFiles.dataSet("test_files/nested_priv_SQ.dcm");
        Dataset dataset = DicomReader.dataset(file.bytes(), file.syntax());
        Dataset outer = dataset.item(0x00010001);
        assertThat(outer.item(0x00010001).bytes(0x00010001)).hasValueSatisfying(
                value -> assertThat(new String(value, StandardCharsets.US_ASCII)).isEqualTo("Double Nested SQ"));
    }
}
