package org.cloudfilm.viewer.render;

import java.util.OptionalInt;
import org.cloudfilm.viewer.render.FrameDecodingException.Kind;

/**
 * What a compressed frame says of itself, read in Java before anything native touches it.
 *
 * @param precision bits per sample
 * @param signed    JPEG 2000 only; JPEG does not know signs
 * @param colours   how the colours of a JPEG are coded, as far as the stream says so
 */
public record Codestream(Coding coding, int columns, int rows, int components, int precision, boolean signed,
        Colours colours) {

    public enum Coding {
        JPEG,
        JPEG_LS,
        JPEG_2000
    }

    public enum Colours {
        UNSAID,
        RGB,
        YBR
    }

    /** Markers that begin a frame of JPEG (ITU-T T.81 table B.1) without arithmetic coding and hierarchies. */
    private static final int SOF_0 = 0xFFC0;
    private static final int SOF_1 = 0xFFC1;
    private static final int SOF_2 = 0xFFC2;
    private static final int SOF_3 = 0xFFC3;
    private static final int SOF_JPEG_LS = 0xFFF7;
    private static final int SOI = 0xFFD8;
    private static final int APP_0 = 0xFFE0;
    private static final int APP_14 = 0xFFEE;
    private static final int SOC = 0xFF4F;
    private static final int SIZ = 0xFF51;
    /** PS3.5 lets nobody tile images; those who do have a few hundred. */
    private static final long MAX_TILES = 4096;

    /** Reads the header of a JPEG, JPEG-LS, JPEG 2000 or HTJ2K frame, the latter two also inside a JP2 file. */
    public static Codestream read(byte[] frame) throws FrameDecodingException {
        Reader in = new Reader(frame);
        int magic = in.u16();
        if (magic == SOI) {
            return jpeg(in);
        }
        if (magic == SOC) {
            return jpeg2000(in);
        }
        OptionalInt start = codestreamOfJp2(frame);
        if (start.isPresent()) {
            in.seek(start.getAsInt() + 2);
            return jpeg2000(in);
        }
        throw malformed("no JPEG and no JPEG 2000");
    }

    /** Whether the stream is what the data set announced; throws when it is not. */
    public void check(PixelFormat format) throws FrameDecodingException {
        if (columns != format.columns() || rows != format.rows()) {
            throw malformed("codestream is " + columns + " × " + rows + ", the data set says " + format.columns()
                    + " × " + format.rows());
        }
        if (components != format.samples()) {
            throw malformed("codestream has " + components + " components, the data set says " + format.samples());
        }
        if (precision > Math.max(8, format.bitsAllocated()) || precision > 16) {
            throw malformed("codestream has " + precision + " bits, more than allocated or supported");
        }
    }

    private static Codestream jpeg(Reader in) throws FrameDecodingException {
        Colours colours = Colours.UNSAID;
        while (true) {
            int marker = in.marker();
            int start = in.position();
            int length = in.u16();
            if (length < 2) {
                throw malformed("marker segment of no length");
            }
            switch (marker) {
                case SOF_0, SOF_1, SOF_2, SOF_3, SOF_JPEG_LS -> {
                    return frameHeader(marker, in, colours);
                }
                case APP_0 -> {
                    if (length >= 7 && in.ascii(4).equals("JFIF")) {
                        colours = Colours.YBR;
                    }
                }
                case APP_14 -> {
                    if (length >= 14 && in.ascii(5).equals("Adobe")) {
                        in.seek(start + 13);
                        colours = in.u8() == 0 ? Colours.RGB : Colours.YBR;
                    }
                }
                default -> {
                    if (marker >= 0xFFC4 && marker <= 0xFFCF && marker != 0xFFC4 && marker != 0xFFC8
                            && marker != 0xFFCC || marker == 0xFFDA || marker == 0xFFD9) {
                        throw malformed("no frame header of a supported process");
                    }
                }
            }
            in.seek(start + length);
        }
    }

    private static Codestream frameHeader(int marker, Reader in, Colours said) throws FrameDecodingException {
        int precision = in.u8();
        int rows = in.u16();
        int columns = in.u16();
        int components = in.u8();
        Colours colours = said;
        if (colours == Colours.UNSAID && components == 3) {
            // as libjpeg guesses: components named R, G and B are just that
            int first = in.u8();
            in.skip(2);
            int second = in.u8();
            in.skip(2);
            int third = in.u8();
            if (first == 'R' && second == 'G' && third == 'B') {
                colours = Colours.RGB;
            } else if (first == 1 && second == 2 && third == 3 && marker != SOF_JPEG_LS && marker != SOF_3) {
                colours = Colours.YBR;
            }
        }
        Coding coding = marker == SOF_JPEG_LS ? Coding.JPEG_LS : Coding.JPEG;
        return checked(new Codestream(coding, columns, rows, components, precision, false, colours));
    }

    private static Codestream jpeg2000(Reader in) throws FrameDecodingException {
        if (in.u16() != SIZ) {
            throw malformed("no image size after the start of the JPEG 2000 codestream");
        }
        int length = in.u16();
        in.skip(2);
        long x1 = in.u32();
        long y1 = in.u32();
        long x0 = in.u32();
        long y0 = in.u32();
        long tileWidth = in.u32();
        long tileHeight = in.u32();
        long tileX = in.u32();
        long tileY = in.u32();
        int components = in.u16();
        if (x1 <= x0 || y1 <= y0 || tileWidth == 0 || tileHeight == 0 || tileX > x0 || tileY > y0
                || components < 1 || components > 4 || length != 38 + 3 * components) {
            throw malformed("impossible image size in the JPEG 2000 codestream");
        }
        long tiles = Math.ceilDiv(x1 - tileX, tileWidth) * Math.ceilDiv(y1 - tileY, tileHeight);
        if (tiles < 1 || tiles > MAX_TILES || x1 - x0 > 65535 || y1 - y0 > 65535) {
            throw new FrameDecodingException(Kind.TOO_LARGE, "JPEG 2000 image or its number of tiles is too large");
        }
        int depth = in.u8();
        boolean uniform = in.u16() == 0x0101;
        for (int i = 1; i < components; i++) {
            uniform &= in.u8() == depth && in.u16() == 0x0101;
        }
        if (!uniform) {
            throw malformed("components of different depth or size");
        }
        return checked(new Codestream(Coding.JPEG_2000, (int) (x1 - x0), (int) (y1 - y0), components,
                (depth & 0x7F) + 1, (depth & 0x80) != 0, Colours.UNSAID));
    }

    private static Codestream checked(Codestream one) throws FrameDecodingException {
        if (one.columns < 1 || one.rows < 1 || one.components < 1 || one.components > 4 || one.precision < 2
                && one.coding != Coding.JPEG_2000) {
            throw malformed("impossible frame header");
        }
        long bytes = (long) one.columns * one.rows * one.components * (one.precision > 8 ? 2 : 1);
        if (bytes > PixelFormat.MAX_FRAME_BYTES) {
            throw new FrameDecodingException(Kind.TOO_LARGE, "frame would take " + bytes + " bytes decoded");
        }
        return one;
    }

    /** Some senders wrap the codestream into a JP2 file, boxes and all (ISO 15444-1 annex I). */
    private static OptionalInt codestreamOfJp2(byte[] frame) {
        Reader in = new Reader(frame);
        try {
            if (in.u32() != 12 || in.u32() != 0x6A502020L) {
                return OptionalInt.empty();
            }
            long at = 12;
            while (at + 8 < frame.length) {
                in.seek((int) at);
                long length = in.u32();
                if (in.u32() == 0x6A703263L) {
                    int start = (int) at + (length == 1 ? 16 : 8);
                    in.seek(start);
                    return in.u16() == SOC ? OptionalInt.of(start) : OptionalInt.empty();
                }
                if (length < 8) {
                    return OptionalInt.empty();
                }
                at += length;
            }
        } catch (FrameDecodingException e) {
            // cut short: no codestream in it
        }
        return OptionalInt.empty();
    }

    private static FrameDecodingException malformed(String message) {
        return new FrameDecodingException(Kind.MALFORMED, message);
    }

    /** Big-endian reads that end in an answer, not in an index out of bounds. */
    private static final class Reader {

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        int position() {
            return at;
        }

        void seek(int to) {
            at = to;
        }

        void skip(int count) {
            at += count;
        }

        int u8() throws FrameDecodingException {
            if (at < 0 || at >= bytes.length) {
                throw malformed("codestream ends in its header");
            }
            return bytes[at++] & 0xFF;
        }

        int u16() throws FrameDecodingException {
            return u8() << 8 | u8();
        }

        long u32() throws FrameDecodingException {
            return (long) u16() << 16 | u16();
        }

        int marker() throws FrameDecodingException {
            if (u8() != 0xFF) {
                throw malformed("no marker where one must be");
            }
            int code = u8();
            while (code == 0xFF) {
                code = u8();
            }
            return 0xFF00 | code;
        }

        String ascii(int length) throws FrameDecodingException {
            StringBuilder text = new StringBuilder(length);
            for (int i = 0; i < length; i++) {
                text.append((char) u8());
            }
            return text.toString();
        }
    }
}
