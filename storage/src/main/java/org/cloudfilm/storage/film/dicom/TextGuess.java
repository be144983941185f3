package org.cloudfilm.storage.film.dicom;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/** Tells Chinese from Western text in bytes whose declared character set is missing or wrong. */
final class TextGuess {

    private TextGuess() {}

    /** The text, or null when the bytes are not entirely valid in that character set. */
    static String strictly(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException invalid) {
            return null;
        }
    }

    /** Text from anywhere in East Asia counts. */
    static boolean hasChinese(String text) {
        return text.codePoints().anyMatch(c -> c >= 0x2E80 && c <= 0x9FFF || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF || c >= 0xFF00 && c <= 0xFFEF || c >= 0x20000 && c <= 0x3FFFF);
    }

    /** Every upper-half byte belongs to a pair of GB 2312, the common characters and punctuation. */
    static boolean allGb2312(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] < 0 && (++i == bytes.length || !gb2312(bytes[i - 1], bytes[i]))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Valid GB 18030, at least half of it common characters, and no lone pair that touches a small Latin letter:
     * that is how accented letters stand in Western names.
     */
    static boolean plausibleChinese(byte[] bytes) {
        if (strictly(bytes, Repertoire.GB18030) == null) {
            return false;
        }
        int common = 0;
        int rare = 0;
        int runStart = -1;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] >= 0) {
                continue;
            }
            runStart = i;
            while (i + 1 < bytes.length && bytes[i] < 0) {
                if (hanzi(bytes[i], bytes[i + 1])) {
                    common++;
                } else if (!gb2312(bytes[i], bytes[i + 1])) {
                    rare++;
                }
                i += 2;
            }
            if (i - runStart == 2 && (small(bytes, runStart - 1) || small(bytes, i))) {
                return false;
            }
        }
        return common > 0 && common >= rare;
    }

    private static boolean gb2312(byte lead, byte trail) {
        int first = lead & 0xFF;
        int second = trail & 0xFF;
        return first >= 0xA1 && first <= 0xF7 && second >= 0xA1 && second <= 0xFE;
    }

    private static boolean hanzi(byte lead, byte trail) {
        return (lead & 0xFF) >= 0xB0 && gb2312(lead, trail);
    }

    private static boolean small(byte[] bytes, int at) {
        return at >= 0 && at < bytes.length && bytes[at] >= 'a' && bytes[at] <= 'z';
    }
}
