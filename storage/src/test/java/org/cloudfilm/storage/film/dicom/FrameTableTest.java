package org.cloudfilm.storage.film.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTableTest {

    private static final FrameTable GROUPED = new EncapsulatedFrames(new long[] {100, 210, 1001, 5000}, new int[] {0, 2, 3});

    private static final List<FrameTable> ALL = List.of(
            FrameTable.none(),
            new OpaqueFrames(70_000),
            new NativeFrames(1L << 40, 524_288, 500),
            EncapsulatedFrames.oneEach(new long[] {1000, 2008, 3017, 1L << 33}),
            GROUPED);

    @Test
    void encode_decoded_same() {
        for (FrameTable frames : ALL) {
            assertThat(FrameTable.decode(frames.encode())).isEqualTo(frames);
        }
    }

    @Test
    void encode_compressedFrames_threeBytesEach() {
        long[] starts = new long[1001];
        Arrays.setAll(starts, i -> 4000 + 20_008L * i);
        assertThat(EncapsulatedFrames.oneEach(starts).encode()).hasSizeLessThan(2100 + 1000);
    }

    @Test
    void ranges_severalFragments_withoutTheirHeaders() {
        assertThat(GROUPED.ranges(1)).containsExactly(100, 202, 210, 993);
        assertThat(GROUPED.ranges(2)).containsExactly(1001, 4992);
        assertThat(GROUPED.shifted(10).ranges(2)).containsExactly(1011, 5002);
    }

    @Test
    void ranges_notAddressable_saysSo() {
        assertThatThrownBy(() -> new OpaqueFrames(2).ranges(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new OpaqueFrames(2).ranges(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void decode_anythingElse_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> FrameTable.decode(new byte[0]));
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = ALL.get(i % ALL.size()).encode();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            try {
                FrameTable frames = FrameTable.decode(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
                if (frames.addressable() && frames.count() > 0) {
                    frames.ranges(frames.count());
                }
            } catch (IllegalArgumentException broken) {
                assertThat(broken).hasNoCause();
            }
        }
    }
}
