package org.cloudfilm.gateway.dimse;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import jdk.net.ExtendedSocketOptions;

/**
 * The bytes a peer sends, through one buffer that is handed on without copying. Every wait is bounded: by the idle
 * time-out, or by the deadline while one is set.
 */
final class PduInput {

    /** Takes a run of bytes; the array is only lent. */
    interface Sink {
        void accept(byte[] bytes, int offset, int length) throws IOException;
    }

    private static final int BUFFER = 128 << 10;

    private final Socket socket;
    private final InputStream in;
    private final int idleMillis;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long deadline;
    private boolean quickAck;

    PduInput(Socket socket, int idleMillis) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.idleMillis = idleMillis;
        this.quickAck = socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
        socket.setSoTimeout(idleMillis);
    }

    /** From now on all reads together must be done by then ({@link System#nanoTime}). */
    void setDeadline(long nanoTime) {
        deadline = nanoTime;
    }

    void clearDeadline() throws IOException {
        deadline = 0;
        socket.setSoTimeout(idleMillis);
    }

    int readUnsignedByte() throws IOException {
        if (position == limit) {
            fill();
        }
        return buffer[position++] & 0xFF;
    }

    long readUnsignedInt() throws IOException {
        long value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | readUnsignedByte();
        }
        return value;
    }

    void skip(long length) throws IOException {
        transfer(length, (bytes, offset, count) -> {});
    }

    /** Hands on exactly that many bytes, as they come. */
    void transfer(long length, Sink sink) throws IOException {
        long left = length;
        while (left > 0) {
            if (position == limit) {
                fill();
            }
            int count = (int) Math.min(left, limit - position);
            sink.accept(buffer, position, count);
            position += count;
            left -= count;
        }
    }

    private void fill() throws IOException {
        if (deadline != 0) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new SocketTimeoutException("deadline passed");
            }
            socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
        }
        acknowledgeAtOnce();
        int count = in.read(buffer, 0, buffer.length);
        if (count < 0) {
            throw new EOFException("connection closed by peer");
        }
        position = 0;
        limit = count;
    }

    /**
     * A sender with Nagle's algorithm on, such as DCMTK's, holds the last piece of each message until everything
     * before is acknowledged, and a delayed acknowledgement takes 40 ms. The kernel forgets the option soon, so it is
     * set before every read; that also sends an acknowledgement that is already being delayed.
     */
    private void acknowledgeAtOnce() throws IOException {
        if (quickAck) {
            try {
                socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
            } catch (UnsupportedOperationException e) {
                quickAck = false;
            }
        }
    }
}
