package org.cloudfilm.storage.film.dicom;

import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.MALFORMED;
import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.TOO_LARGE;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A whole data set in memory, pixel data included.
 */
public final class DicomReader {

    private final byte[] bytes;
    private final ScannedInstance scanned;

    private DicomReader(byte[] bytes, ScannedInstance scanned) {
        this.bytes = bytes;
        this.scanned = scanned;
    }

    /**
     * The attributes of any data set in memory, be it no instance: an identifier of a query, an item.
     *
     * @throws DicomFormatException when it is malformed, or deflated
     */
    public static Dataset dataset(byte[] bytes, TransferSyntax syntax) {
        if (syntax.deflated()) {
            throw new DicomFormatException(MALFORMED, "a deflated data set is no plain one");
        }
        ElementParser parser = new ElementParser(syntax, ScanLimits.DEFAULT);
        parser.feed(bytes, 0, bytes.length);
        return parser.finish();
    }

    /**
     * Reads a data set (without file meta information) to its end, inflating it if need be.
     *
     * @param maxBytes of the inflated data set
     */
    public static DicomReader read(InputStream in, TransferSyntax syntax, int maxBytes) throws IOException {
        byte[] bytes = syntax.deflated() ? inflate(in, maxBytes) : in.readNBytes(maxBytes);
        if (bytes.length == maxBytes) {
            throw new DicomFormatException(TOO_LARGE, "the data set has " + maxBytes + " bytes or more");
        }
        TransferSyntax plain = syntax.deflated() ? TransferSyntax.EXPLICIT_VR_LE : syntax;
        DicomScanner scanner = new DicomScanner(plain, ScanLimits.DEFAULT);
        scanner.feed(bytes, 0, bytes.length);
        return new DicomReader(bytes, scanner.finish());
    }

    private static byte[] inflate(InputStream in, int maxBytes) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            return new InflaterInputStream(in, inflater).readNBytes(maxBytes);
        } catch (ZipException notDeflated) {
            throw new DicomFormatException(MALFORMED, "the data set is not correctly deflated");
        } finally {
            inflater.end();
        }
    }

    /** Attributes; references to large values are for {@link #bulk}. */
    public Dataset header() {
        return scanned.header();
    }

    public int frames() {
        return scanned.frames().count();
    }

    /** One frame, counted from 1, on its own: frames of single bits are moved to a byte boundary. */
    public byte[] frame(int frame) {
        if (!scanned.frames().addressable()) {
            return bitFrame(frame);
        }
        long[] ranges = scanned.frames().ranges(frame);
        int length = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            length += (int) (ranges[i + 1] - ranges[i]);
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            int part = (int) (ranges[i + 1] - ranges[i]);
            System.arraycopy(bytes, (int) ranges[i], whole, at, part);
            at += part;
        }
        return whole;
    }

    /** Bits are packed from the least significant one up (PS3.5 section 8.1.1), across frame boundaries. */
    private byte[] bitFrame(int frame) {
        Objects.checkIndex(frame - 1, frames());
        if (!(header().get(Tags.PixelData).orElseThrow() instanceof Element.Bulk pixels) || pixels.encapsulated()) {
            throw new IllegalStateException("nothing says which fragments make which frame");
        }
        int bits = Math.multiplyExact(header().integer(Tags.Rows, 0), header().integer(Tags.Columns, 0))
                * header().integer(Tags.BitsAllocated, 1) * header().integer(Tags.SamplesPerPixel, 1);
        byte[] aligned = new byte[(bits + 7) / 8];
        long first = 8 * pixels.ref().offset() + (long) (frame - 1) * bits;
        for (int i = 0; i < bits; i++) {
            long bit = first + i;
            aligned[i >>> 3] |= (byte) ((bytes[(int) (bit >>> 3)] >>> (bit & 7) & 1) << (i & 7));
        }
        return aligned;
    }

    /** The bytes of a large value, in the byte order of the transfer syntax. */
    public byte[] bulk(BulkRef ref) {
        byte[] value = new byte[Math.toIntExact(ref.length())];
        System.arraycopy(bytes, Math.toIntExact(ref.offset()), value, 0, value.length);
        return value;
    }
}
