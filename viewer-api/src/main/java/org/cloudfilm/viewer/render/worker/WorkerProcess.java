package org.cloudfilm.viewer.render.worker;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.cloudfilm.viewer.render.FrameDecodingException;
import org.cloudfilm.viewer.render.FrameDecodingException.Kind;
import org.cloudfilm.viewer.render.PixelFormat;

/** One worker and its pipes. Used by one thread at a time; {@link #kill} may come from another. */
final class WorkerProcess {

    private final Process process;
    private final WritableByteChannel in;
    private final ReadableByteChannel out;
    private boolean greeted;

    WorkerProcess(WorkerCommand command) throws IOException {
        process = command.start();
        in = Channels.newChannel(process.getOutputStream());
        out = Channels.newChannel(process.getInputStream());
    }

    /** Blocks until the process has come up. */
    void greet() throws IOException {
        if (!greeted) {
            ByteBuffer ready = ByteBuffer.allocate(1);
            Wire.readFully(out, ready);
            if (ready.get(0) != Wire.READY) {
                throw new IOException("not a worker");
            }
            greeted = true;
        }
    }

    /**
     * @param format of the samples wanted
     * @throws FrameDecodingException when the worker says that the frame is bad; it is fit for the next one
     * @throws IOException            when the worker is gone
     */
    byte[] decode(PixelFormat format, byte[] frame) throws IOException {
        Wire.writeFully(in, Wire.requestHeader(format, frame.length));
        Wire.writeFully(in, ByteBuffer.wrap(frame));
        process.getOutputStream().flush();
        ByteBuffer header = ByteBuffer.allocate(Wire.ANSWER_HEADER);
        Wire.readFully(out, header);
        int status = header.flip().get();
        int length = header.getInt();
        if (status < 0 || status > Kind.values().length || length != format.decodedLength() && status == 0
                || status != 0 && (length < 0 || length > 1000)) {
            throw new EOFException("worker answers nonsense");
        }
        byte[] body = new byte[length];
        if (process.getInputStream().readNBytes(body, 0, length) != length) {
            throw new EOFException();
        }
        if (status != 0) {
            throw new FrameDecodingException(Kind.values()[status - 1], new String(body, StandardCharsets.UTF_8));
        }
        return body;
    }

    boolean alive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly();
    }

    long pid() {
        return process.pid();
    }
}
