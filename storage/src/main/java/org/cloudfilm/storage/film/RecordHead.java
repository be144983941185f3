package org.cloudfilm.storage.film;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What stands before each Part 10 entry: a MIME delimiter and part header, which makes the pack a multipart body, and
 * in it the fields that let a crashed segment be read back without any other file.
 *
 * <p>Its length depends on the boundary and the transfer syntax only, so it is written blank before the entry and
 * again, filled in, behind its last byte. A blank head is not valid: the entry was never finished.
 *
 * @param length     of the Part 10 entry, in bytes
 * @param dataset    where the data set begins in the entry
 * @param crc        CRC-32C of the entry
 * @param digest     {@link ContentDigest} of the data set, lower-case hex
 * @param receivedAt when it was committed, to the millisecond
 */
record RecordHead(
        String boundary, String transferSyntax, long length, int dataset, int crc, String digest, Instant receivedAt) {

    /** No head is longer: 64 characters of UID are the only variable part. */
    static final int MAX_LENGTH = 384;

    private static final int FIXED_LENGTH = 210;

    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern FORM = Pattern.compile(
            "\r\n--([0-9a-f]{32})\r\n"
                    + "Content-Type: application/dicom; transfer-syntax=([0-9.]{1,64})\r\n"
                    + "Content-Length: {1,13}([0-9]{1,13})\r\n"
                    + "X-Record: ([0-9a-f]{32}) ([0-9a-f]{8}) ([0-9a-f]{16}) ([0-9a-f]{8}) ([0-9a-f]{8})\r\n\r\n");

    /** The same number of bytes as {@link #encode} will make, not valid as a head. */
    static byte[] blank(String boundary, String transferSyntax) {
        String digest = "0".repeat(2 * ContentDigest.LENGTH);
        byte[] head = new RecordHead(boundary, transferSyntax, 0, 0, 0, digest, Instant.EPOCH).encode();
        head[head.length - 5] = '-';
        return head;
    }

    byte[] encode() {
        String fields = "\r\n--" + boundary
                + "\r\nContent-Type: application/dicom; transfer-syntax=" + transferSyntax
                + "\r\nContent-Length: " + padded(length)
                + "\r\nX-Record: " + digest + ' ' + HEX.toHexDigits(crc)
                + ' ' + HEX.toHexDigits(receivedAt.toEpochMilli()) + ' ' + HEX.toHexDigits(dataset) + ' ';
        String head = fields + HEX.toHexDigits(crcOf(fields)) + "\r\n\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    private static String padded(long length) {
        String digits = Long.toString(length);
        return " ".repeat(13 - digits.length()) + digits;
    }

    /** How many bytes {@link #encode} makes. */
    int encodedLength() {
        return encodedLength(transferSyntax);
    }

    static int encodedLength(String transferSyntax) {
        return FIXED_LENGTH + transferSyntax.length();
    }

    /** The head at the start of these bytes, if there is a finished and undamaged one. */
    static Optional<RecordHead> decode(byte[] bytes, int available) {
        String text = new String(bytes, 0, Math.min(available, MAX_LENGTH), StandardCharsets.ISO_8859_1);
        Matcher m = FORM.matcher(text);
        if (!m.lookingAt() || HexFormat.fromHexDigits(m.group(8)) != crcOf(text.substring(0, m.start(8)))) {
            return Optional.empty();
        }
        return Optional.of(new RecordHead(
                m.group(1),
                m.group(2),
                Long.parseLong(m.group(3)),
                HexFormat.fromHexDigits(m.group(7)),
                HexFormat.fromHexDigits(m.group(5)),
                m.group(4),
                Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(m.group(6)))));
    }

    private static int crcOf(String fields) {
        CRC32C crc = new CRC32C();
        crc.update(fields.getBytes(StandardCharsets.US_ASCII));
        return (int) crc.getValue();
    }
}
