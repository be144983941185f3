package org.cloudfilm.viewer.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.film.dicom.Vr;
import org.junit.jupiter.api.Test;

/** What headers say of pixels, the odd ones among them. */
class DescribeImageTest {

    @Test
    void voiTable_behindARescaleBelowZero_beginsAtANegativeValue() throws IOException {
        // stored 0, 1, 2 are -1024, -1023, -1022 HU, where the table begins
        Dataset header = gray(16)
                .put(Tags.RescaleSlope, "1")
                .put(Tags.RescaleIntercept, "-1024")
                .put(Tags.VOILUTSequence, table(3, -1024, 8, 10, 100, 200))
                .build();

        assertThat(shown(header, 0, 1, 2)).containsExactly(10, 100, 200);
    }

    @Test
    void voiTable_behindARescaleAboveZero_beginsAtItsUnsignedValue() throws IOException {
        // stored -32768 is 7232, stored 0 is 40000, where the table begins
        Dataset header = gray(16)
                .put(Tags.PixelRepresentation, 1)
                .put(Tags.RescaleSlope, "1")
                .put(Tags.RescaleIntercept, "40000")
                .put(Tags.VOILUTSequence, table(3, 40_000, 8, 10, 100, 200))
                .build();

        assertThat(shown(header, -32_768, 0, 1, 2)).containsExactly(10, 10, 100, 200);
    }

    @Test
    void tables_ofManyFrames_areTheSameForAll() throws IOException {
        Dataset window = Dataset.builder()
                .put(Tags.FrameVOILUTSequence, Dataset.builder()
                        .put(Tags.WindowCenter, "100")
                        .put(Tags.WindowWidth, "50")
                        .build())
                .build();
        Dataset header = gray(16)
                .put(Tags.ModalityLUTSequence, table(2, 0, 16, 7, 8))
                .put(Tags.VOILUTSequence, table(2, 0, 16, 7, 8))
                .put(Tags.PerFrameFunctionalGroupsSequence, window, window)
                .build();

        ImageDescription image = describe(header);

        assertThat(image.presentation(2).modality().orElseThrow().entries())
                .isSameAs(image.presentation(1).modality().orElseThrow().entries());
        assertThat(image.presentation(2).voi().orElseThrow().entries())
                .isSameAs(image.presentation(1).voi().orElseThrow().entries());
    }

    @Test
    void weight_countsTheTables() throws IOException {
        Dataset plain = gray(16).build();
        Dataset coloured = palette(gray(16), 0, 16, new byte[1 << 17]).build();

        assertThat(describe(plain).weight()).isLessThan(1000);
        assertThat(describe(coloured).weight()).isGreaterThan(3 * 4 << 16);
    }

    @Test
    void bitsAllocated_24_isNoImageHere() {
        Dataset header = gray(24).build();

        assertThatThrownBy(() -> describe(header))
                .isInstanceOf(FrameDecodingException.class)
                .hasMessage("image of impossible bits allocated");
    }

    @Test
    void palette_of8BitsSaidToBe16_isAsBrightAsItsEntries() throws IOException {
        Dataset header = palette(gray(8), 3, 16, words(0, 128, 255)).build();

        assertThat(shown(header, 0, 1, 2)).containsExactly(0, 0, 0, 128, 128, 128, 255, 255, 255);
    }

    @Test
    void segmentedPalette_ofBytes_isExpanded() throws IOException {
        // as the well-known palettes of PS3.6 annex B: one entry, then a straight line; the first two entries once more
        Dataset header = segmented(6, 8, 0, 1, 10, 1, 3, 40, 2, 1, 0, 0, 0, 0, 0, 1, 99, 0).build();

        assertThat(shown(header, 0, 1, 2, 3, 4, 5)).containsExactly(
                10, 10, 10, 20, 20, 20, 30, 30, 30, 40, 40, 40, 10, 10, 10, 99, 99, 99);
    }

    @Test
    void segmentedPalette_ofBytesInWords_isExpanded() throws IOException {
        Dataset header = segmented(2, 8, 0, 0, 2, 0, 10, 0, 40, 0).build();

        assertThat(shown(header, 0, 1)).containsExactly(10, 10, 10, 40, 40, 40);
    }

    @Test
    void segmentedPalette_ofSegmentsWithoutEntries_isNone() throws IOException {
        Dataset header = segmented(1, 16, 0, 0, 0, 0, 0, 0, 1, 0, 10, 0).build();

        assertThat(describe(header).presentation(1).palette()).isEmpty();
    }

    private static DatasetBuilder gray(int allocated) {
        return Dataset.builder()
                .put(Tags.SamplesPerPixel, 1)
                .put(Tags.PhotometricInterpretation, "MONOCHROME2")
                .put(Tags.Rows, 1)
                .put(Tags.Columns, 1)
                .put(Tags.BitsAllocated, allocated)
                .put(Tags.BitsStored, allocated)
                .put(Tags.HighBit, allocated - 1)
                .put(Tags.PixelRepresentation, 0);
    }

    private static Dataset table(int count, int first, int bits, int... entries) {
        return Dataset.builder()
                .put(Tags.LUTDescriptor, Vr.US, words(count, first, bits))
                .put(Tags.LUTData, Vr.OW, words(entries))
                .build();
    }

    private static DatasetBuilder palette(DatasetBuilder image, int count, int bits, byte[] entries) {
        byte[] descriptor = words(count, 0, bits);
        return image.put(Tags.PhotometricInterpretation, "PALETTE COLOR")
                .put(Tags.RedPaletteColorLookupTableDescriptor, Vr.US, descriptor)
                .put(Tags.GreenPaletteColorLookupTableDescriptor, Vr.US, descriptor)
                .put(Tags.BluePaletteColorLookupTableDescriptor, Vr.US, descriptor)
                .put(Tags.RedPaletteColorLookupTableData, Vr.OW, entries)
                .put(Tags.GreenPaletteColorLookupTableData, Vr.OW, entries)
                .put(Tags.BluePaletteColorLookupTableData, Vr.OW, entries);
    }

    private static DatasetBuilder segmented(int count, int bits, int... bytes) {
        byte[] segments = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            segments[i] = (byte) bytes[i];
        }
        return palette(gray(8), count, bits, new byte[0])
                .remove(Tags.RedPaletteColorLookupTableData)
                .remove(Tags.GreenPaletteColorLookupTableData)
                .remove(Tags.BluePaletteColorLookupTableData)
                .put(Tags.SegmentedRedPaletteColorLookupTableData, Vr.OW, segments)
                .put(Tags.SegmentedGreenPaletteColorLookupTableData, Vr.OW, segments)
                .put(Tags.SegmentedBluePaletteColorLookupTableData, Vr.OW, segments);
    }

    private static byte[] words(int... values) {
        ByteBuffer words = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            words.putShort((short) value);
        }
        return words.array();
    }

    private static ImageDescription describe(Dataset header) throws IOException {
        return DescribeImage.of(header, TransferSyntax.EXPLICIT_VR_LE, ref -> new byte[0]);
    }

    /** The picture of these stored values in a row. */
    private static int[] shown(Dataset header, int... values) throws IOException {
        ImageDescription image = describe(header.toBuilder().put(Tags.Columns, values.length).build());
        byte[] stored = image.format().bytesPerSample() == 2 ? words(values) : new byte[values.length];
        for (int i = 0; i < values.length && image.format().bytesPerSample() == 1; i++) {
            stored[i] = (byte) values[i];
        }
        Picture picture = RenderFrame.render(
                NativeFrame.decode(image.format(), stored), image.presentation(1), Optional.empty());
        int[] samples = new int[picture.samples().length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = picture.samples()[i] & 0xFF;
        }
        return samples;
    }
}
