package org.cloudfilm.viewer.render.worker;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.viewer.render.Photometric;
import org.cloudfilm.viewer.render.PixelFormat;

/**
 * What goes through the pipes between the server and a decoding worker, big endian.
 * <pre>
 * request   u32 length of the frame, format (32 bytes + u8 length and ASCII of the transfer syntax), frame
 * answer    u8 0, u32 length, samples    or    u8 1 + kind of the error, u32 length, UTF-8 message
 * greeting  u8 42, once, when the worker is ready
 * </pre>
 */
final class Wire {

    static final byte READY = 42;
    static final int REQUEST_HEADER = 4 + 32 + 1 + 64;
    static final int ANSWER_HEADER = 5;

    private Wire() {}

    static ByteBuffer requestHeader(PixelFormat format, int frameLength) {
        byte[] syntax = format.transferSyntax().uid().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer header = ByteBuffer.allocate(REQUEST_HEADER);
        header.putInt(frameLength)
                .putInt(format.rows())
                .putInt(format.columns())
                .putInt(format.samples())
                .putInt(format.bitsAllocated())
                .putInt(format.bitsStored())
                .putInt(format.highBit())
                .putInt((format.signed() ? 1 : 0) | (format.planar() ? 2 : 0) | (format.floating() ? 4 : 0))
                .putInt(format.photometric().ordinal())
                .put((byte) syntax.length)
                .put(syntax);
        return header.clear();
    }

    static int frameLength(ByteBuffer header) {
        return header.getInt(0);
    }

    static PixelFormat format(ByteBuffer header) {
        header.position(4);
        int rows = header.getInt();
        int columns = header.getInt();
        int samples = header.getInt();
        int bitsAllocated = header.getInt();
        int bitsStored = header.getInt();
        int highBit = header.getInt();
        int flags = header.getInt();
        Photometric photometric = Photometric.values()[header.getInt()];
        byte[] syntax = new byte[header.get()];
        header.get(syntax);
        return new PixelFormat(
                new TransferSyntax(new String(syntax, StandardCharsets.US_ASCII)),
                rows,
                columns,
                samples,
                bitsAllocated,
                bitsStored,
                highBit,
                (flags & 1) != 0,
                photometric,
                (flags & 2) != 0,
                (flags & 4) != 0);
    }

    static void readFully(ReadableByteChannel in, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (in.read(into) < 0) {
                throw new EOFException();
            }
        }
    }

    static void writeFully(WritableByteChannel out, ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            out.write(from);
        }
    }
}
