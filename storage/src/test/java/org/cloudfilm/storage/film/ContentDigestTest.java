package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentDigestTest {

    /** What xxhsum 0.8 says of the same bytes. */
    @ParameterizedTest
    @CsvSource({
        "0, 99aa06d3014798d86001c324468d497f",
        "1, 495b62073ef70ca44c5cca45d0f4811f",
        "16, 7f9a218b0425449ae2ce54a7c19c730d",
        "200, 26d28d07860728f6a4773493fbbe3543",
        "1000, 622239c5c47a6910571d5cbfef44331b",
        "524288, efcb26601050f2a62962afc994804f72"
    })
    void bytesInPieces_haveTheDigestThatOthersCompute(int length, String expected) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 131 + 7);
        }
        ContentDigest digest = new ContentDigest();
        for (int at = 0; at < length; at += 700) {
            digest.update(bytes, at, Math.min(700, length - at));
        }

        assertThat(digest.hex()).isEqualTo(expected);
    }
}
