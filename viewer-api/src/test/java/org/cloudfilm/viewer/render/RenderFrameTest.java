package org.cloudfilm.viewer.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.viewer.render.Window.Function;
import org.junit.jupiter.api.Test;

/** Tiny images, exact numbers. */
class RenderFrameTest {

    @Test
    void gray_hounsfieldThroughAWindow_exactBrightness() {
        // stored 0…4 are -1024…-1020 HU
        DecodedFrame frame = gray16(Photometric.MONOCHROME2, 16, false, 0, 1, 2, 3, 4);
        Presentation how = presentation(1, -1024, new Window(-1022, 4, Function.LINEAR_EXACT));
        assertThat(pixels(frame, how)).containsExactly(0, 64, 128, 191, 255);
    }

    @Test
    void gray_askedWindow_goesBeforeTheImagesOwn() {
        DecodedFrame frame = gray16(Photometric.MONOCHROME2, 16, false, 0, 50, 100);
        Presentation how = presentation(1, 0, new Window(1000, 10, Function.LINEAR));
        Picture picture = RenderFrame.render(frame, how, Optional.of(new Window(50, 100, Function.LINEAR_EXACT)));
        assertThat(ints(picture)).containsExactly(0, 128, 255);
    }

    @Test
    void gray_monochrome1_brightAndDarkExchanged() {
        DecodedFrame frame = gray16(Photometric.MONOCHROME1, 16, false, 0, 50, 100);
        assertThat(pixels(frame, presentation(1, 0, new Window(50, 100, Function.LINEAR_EXACT))))
                .containsExactly(255, 127, 0);
    }

    @Test
    void gray_signed12Of16Bits_signTakenFromTheStoredBits() {
        // 0xF800 and 0x0800 are both -2048 in twelve bits: what lies above them does not count
        DecodedFrame frame = gray16(Photometric.MONOCHROME2, 12, true, 0x0800, 0xF800, 0x07FF, 0);
        assertThat(pixels(frame, presentation(1, 0, new Window(-0.5, 4095, Function.LINEAR_EXACT))))
                .containsExactly(0, 0, 255, 128);
    }

    @Test
    void gray_noWindowAnd8Bits_asStored() {
        DecodedFrame frame = new DecodedFrame(format(Photometric.MONOCHROME2, 3, 1, 8, 8, false), bytes(0, 17, 255));
        assertThat(pixels(frame, Presentation.PLAIN)).containsExactly(0, 17, 255);
    }

    @Test
    void gray_noWindowAnd16Bits_paddingDoesNotDarkenTheRest() {
        DecodedFrame frame = gray16(Photometric.MONOCHROME2, 16, true, -32768, 100, 150, 200);
        Presentation how = new Presentation(1, 0, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), OptionalInt.of(-32768));
        assertThat(pixels(frame, how)).containsExactly(0, 0, 128, 255);
    }

    @Test
    void gray_modalityAndVoiTables_oneAfterTheOther() {
        DecodedFrame frame = new DecodedFrame(format(Photometric.MONOCHROME2, 4, 1, 8, 8, false), bytes(9, 10, 11, 12));
        LookupTable modality = new LookupTable(10, new int[] {100, 200, 300}, 16);
        LookupTable voi = new LookupTable(100, new int[] {0, 4095}, 12);
        Presentation how = new Presentation(1, 0, Optional.of(modality), Optional.empty(), Optional.of(voi),
                Optional.empty(), OptionalInt.empty());
        assertThat(pixels(frame, how)).containsExactly(0, 0, 255, 255);
    }

    @Test
    void gray_modalityTableOf32Bits_goesBeforeTheWindow() {
        ByteBuffer samples = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putInt(0).putInt(1).putInt(2);
        LookupTable modality = new LookupTable(0, new int[] {1000, 1100, 1200}, 16);
        Presentation how = new Presentation(1, 0, Optional.of(modality),
                Optional.of(new Window(1100, 200, Function.LINEAR_EXACT)), Optional.empty(), Optional.empty(),
                OptionalInt.empty());
        DecodedFrame frame = new DecodedFrame(format(Photometric.MONOCHROME2, 3, 1, 32, 16, false), samples.array());
        assertThat(pixels(frame, how)).containsExactly(0, 128, 255);
    }

    @Test
    void gray_floats_theirExtremesAreBlackAndWhite() {
        ByteBuffer floats = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        floats.putFloat(-0.25f).putFloat(0).putFloat(0.25f);
        PixelFormat format = new PixelFormat(TransferSyntax.EXPLICIT_VR_LE, 1, 3, 1, 32, 32, 31, false,
                Photometric.MONOCHROME2, false, true);
        assertThat(pixels(new DecodedFrame(format, floats.array()), Presentation.PLAIN)).containsExactly(0, 128, 255);
    }

    @Test
    void palette_16BitEntries_theirUpperHalf() {
        LookupTable ramp = new LookupTable(0, new int[] {0, 0x8000, 0xFFFF}, 16);
        LookupTable none = new LookupTable(0, new int[] {0}, 16);
        Presentation how = new Presentation(1, 0, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(new Palette(ramp, none, ramp)), OptionalInt.empty());
        DecodedFrame frame = new DecodedFrame(format(Photometric.PALETTE_COLOR, 3, 1, 8, 8, false), bytes(0, 1, 2));
        assertThat(pixels(frame, how)).containsExactly(0, 0, 0, 128, 0, 128, 255, 0, 255);
    }

    @Test
    void colour_ybrFull_becomesRgb() {
        DecodedFrame frame = new DecodedFrame(
                format(Photometric.YBR_FULL, 3, 3, 8, 8, false), bytes(76, 85, 255, 150, 44, 21, 128, 128, 128));
        assertThat(pixels(frame, Presentation.PLAIN)).containsExactly(254, 0, 0, 0, 255, 1, 128, 128, 128);
    }

    @Test
    void colour_16Bits_upperHalf() {
        ByteBuffer samples = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
        samples.putShort((short) 0xFFFF).putShort((short) 0x8000).putShort((short) 0x00FF);
        DecodedFrame frame = new DecodedFrame(format(Photometric.RGB, 1, 3, 16, 16, false), samples.array());
        assertThat(pixels(frame, Presentation.PLAIN)).containsExactly(255, 128, 0);
    }

    private static int[] pixels(DecodedFrame frame, Presentation how) {
        return ints(RenderFrame.render(frame, how, Optional.empty()));
    }

    private static int[] ints(Picture picture) {
        int[] all = new int[picture.samples().length];
        for (int i = 0; i < all.length; i++) {
            all[i] = picture.samples()[i] & 0xFF;
        }
        return all;
    }

    private static Presentation presentation(double slope, double intercept, Window window) {
        return new Presentation(slope, intercept, Optional.empty(), Optional.of(window), Optional.empty(),
                Optional.empty(), OptionalInt.empty());
    }

    private static DecodedFrame gray16(Photometric photometric, int bitsStored, boolean signed, int... values) {
        ByteBuffer samples = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            samples.putShort((short) value);
        }
        return new DecodedFrame(format(photometric, values.length, 1, 16, bitsStored, signed), samples.array());
    }

    private static PixelFormat format(
            Photometric photometric, int columns, int samples, int allocated, int stored, boolean signed) {
        return new PixelFormat(TransferSyntax.EXPLICIT_VR_LE, 1, columns, samples, allocated, stored, stored - 1,
                signed, photometric, false, false);
    }

    private static byte[] bytes(int... values) {
        byte[] all = new byte[values.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) values[i];
        }
        return all;
    }
}
