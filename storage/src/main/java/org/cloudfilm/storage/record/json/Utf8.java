package org.cloudfilm.storage.record.json;

import org.cloudfilm.storage.record.json.JsonFormatException.Kind;

/** Well-formed UTF-8 of more than one byte (RFC 3629 section 4): no overlong forms, no surrogates. */
final class Utf8 {

    private Utf8() {}

    static int lengthAt(byte[] bytes, int at, int limit, int begin) throws JsonFormatException {
        int lead = bytes[at] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || at + length > limit) {
            throw new JsonFormatException(Kind.ENCODING, at - begin);
        }
        int second = bytes[at + 1] & 0xFF;
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        boolean well = second >= lowest && second <= highest;
        for (int i = 2; i < length; i++) {
            well &= (bytes[at + i] & 0xC0) == 0x80;
        }
        if (!well) {
            throw new JsonFormatException(Kind.ENCODING, at - begin);
        }
        return length;
    }
}
