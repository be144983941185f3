package org.cloudfilm.viewer.render.worker;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.cloudfilm.viewer.render.FrameDecodingException;
import org.cloudfilm.viewer.render.PixelFormat;

/**
 * Main class of the process in which compressed frames are decoded: reads requests from standard input, writes answers
 * to the pipe named as its argument (native libraries print to standard output), ends with its input.
 */
public final class DecodeWorker {

    private DecodeWorker() {}

    public static void main(String[] args) throws IOException {
        Codec codec = Codec.best();
        try (FileChannel in = new FileInputStream(FileDescriptor.in).getChannel();
                FileChannel out = new FileOutputStream(args[0]).getChannel()) {
            Wire.writeFully(out, ByteBuffer.allocate(1).put(Wire.READY).flip());
            serve(codec, in, out);
        } catch (EOFException e) {
            // the server needs this worker no longer
        }
    }

    private static void serve(Codec codec, FileChannel in, FileChannel out) throws IOException {
        ByteBuffer header = ByteBuffer.allocateDirect(Wire.REQUEST_HEADER);
        ByteBuffer memory = ByteBuffer.allocateDirect(1 << 20);
        while (true) {
            Wire.readFully(in, header.clear());
            int length = Wire.frameLength(header);
            if (memory.capacity() < length) {
                memory = ByteBuffer.allocateDirect(length);
            }
            ByteBuffer frame = memory.clear().limit(length);
            Wire.readFully(in, frame);
            answer(codec, Wire.format(header), frame.flip(), out);
        }
    }

    private static void answer(Codec codec, PixelFormat format, ByteBuffer frame, FileChannel out) throws IOException {
        byte status = 0;
        ByteBuffer body;
        try {
            body = codec.decode(format, frame.slice()).clear();
        } catch (FrameDecodingException e) {
            status = (byte) (1 + e.kind().ordinal());
            body = ByteBuffer.wrap(e.getMessage().getBytes(StandardCharsets.UTF_8));
        }
        ByteBuffer header = ByteBuffer.allocate(Wire.ANSWER_HEADER);
        header.put(status).putInt(body.remaining()).flip();
        Wire.writeFully(out, header);
        Wire.writeFully(out, body);
    }
}
