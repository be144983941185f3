package org.cloudfilm.gateway.hl7v2;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes blocks off a connection (Minimal Lower Layer Protocol, HL7 v2.7.1 appendix C): 0x0B, the message, 0x1C 0x0D.
 *
 * <p>Not HAPI's: it holds messages of any length, and hands on what has come of one when a time-out strikes, as if it
 * were the whole.
 *
 * <p>Bytes before a start byte are skipped, but not endlessly. A message ends with 0x1C alone, so that senders that
 * forget the carriage return are understood; a start byte within a message starts it anew, for that is what a sender
 * does that gave up on the first half.
 */
final class MllpReader {

    private static final byte START = 0x0B;
    private static final byte END = 0x1C;
    private static final int MOST_BETWEEN = 64 << 10;
    private static final int LARGE = 256 << 10;
    private static final int BEGINNING = 64 << 10;

    private final Socket socket;
    private final InputStream in;
    private final Hl7Settings settings;
    private final Semaphore large;
    private final byte[] chunk = new byte[8 << 10];
    private int position;
    private int limit;
    private boolean holdsLarge;

    /** @param large permits for messages beyond 256 KiB, held from then until {@link #release} */
    MllpReader(Socket socket, Hl7Settings settings, Semaphore large) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.settings = settings;
        this.large = large;
    }

    /** Waits for the next block. */
    Frame next() throws IOException {
        try {
            if (!skipToStart(deadline(settings.idleTimeout()))) {
                return new Frame.End(Frame.Why.NOT_MLLP);
            }
        } catch (SocketTimeoutException e) {
            return new Frame.End(Frame.Why.IDLE);
        } catch (EndOfStream e) {
            return new Frame.End(Frame.Why.CLOSED);
        }
        try {
            return block(deadline(settings.messageTimeout()));
        } catch (SocketTimeoutException e) {
            return new Frame.End(Frame.Why.TOO_SLOW);
        } catch (EndOfStream e) {
            return new Frame.End(Frame.Why.CUT_OFF);
        }
    }

    /** Whether another block has begun to arrive. */
    boolean hasMore() throws IOException {
        return position < limit || in.available() > 0;
    }

    /** The block handed out last is done with. */
    void release() {
        if (holdsLarge) {
            holdsLarge = false;
            large.release();
        }
    }

    private boolean skipToStart(long deadline) throws IOException {
        int skipped = 0;
        while (skipped <= MOST_BETWEEN) {
            fill(deadline);
            while (position < limit) {
                if (chunk[position++] == START) {
                    return true;
                }
                skipped++;
            }
        }
        return false;
    }

    private Frame block(long deadline) throws IOException {
        byte[] block = new byte[4 << 10];
        int length = 0;
        boolean tooLong = false;
        while (true) {
            fill(deadline);
            int end = position;
            while (end < limit && chunk[end] != END && chunk[end] != START) {
                end++;
            }
            int wanted = end - position;
            if (length + wanted > settings.maxMessage()) {
                tooLong = true;
                block = Arrays.copyOf(block, Math.min(length, BEGINNING));
                length = block.length;
                release();
            }
            if (!tooLong) {
                if (length + wanted > block.length) {
                    block = grow(block, length + wanted, deadline);
                }
                System.arraycopy(chunk, position, block, length, wanted);
                length += wanted;
            }
            position = end;
            if (position < limit) {
                if (chunk[position++] == END) {
                    return tooLong ? new Frame.TooLong(block) : new Frame.Block(Arrays.copyOf(block, length));
                }
                length = 0;
                tooLong = false;
            }
        }
    }

    private byte[] grow(byte[] block, int needed, long deadline) throws IOException {
        if (needed > LARGE && !holdsLarge) {
            try {
                if (!large.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new SocketTimeoutException();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            holdsLarge = true;
        }
        return Arrays.copyOf(block, Math.max(needed, Math.min(block.length * 2, settings.maxMessage())));
    }

    private void fill(long deadline) throws IOException {
        if (position < limit) {
            return;
        }
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
        int read = in.read(chunk);
        if (read < 0) {
            throw new EndOfStream();
        }
        position = 0;
        limit = read;
    }

    private static long deadline(Duration timeout) {
        return System.nanoTime() + timeout.toNanos();
    }

    private static final class EndOfStream extends IOException {}
}
