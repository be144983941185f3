package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecordHeadTest {

    private static final RecordHead HEAD = new RecordHead("0123456789abcdef0123456789abcdef", "1.2.840.10008.1.2.1",
            123_456_789_012L, 340, 0xCAFEBABE, "ab".repeat(ContentDigest.LENGTH), Instant.parse("2026-11-21T12:00:00.123Z"));

    @Test
    void decode_whatWasEncoded_isTheSame() {
        byte[] bytes = HEAD.encode();

        assertThat(RecordHead.decode(bytes, bytes.length)).contains(HEAD);
        assertThat(bytes).hasSize(HEAD.encodedLength());
        assertThat(RecordHead.blank(HEAD.boundary(), HEAD.transferSyntax())).hasSameSizeAs(bytes);
    }

    @Test
    void decode_blankOrDamaged_isNoHead() {
        byte[] blank = RecordHead.blank(HEAD.boundary(), HEAD.transferSyntax());
        assertThat(RecordHead.decode(blank, blank.length)).isEmpty();
        byte[] bytes = HEAD.encode();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            assertThat(RecordHead.decode(bytes, bytes.length)).as("byte %d", i).isEmpty();
            bytes[i] ^= 1;
        }
    }
}
