package org.cloudfilm.gateway.hl7v2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A hospital's system: a plain socket that can also misbehave. */
final class MllpPeer implements AutoCloseable {

    private final Socket socket;

    MllpPeer(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(20_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] framed(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x0B);
        out.writeBytes(message);
        out.write(0x1C);
        out.write(0x0D);
        return out.toByteArray();
    }

    static byte[] framed(String message) {
        return framed(message.getBytes(StandardCharsets.UTF_8));
    }

    MllpPeer send(byte[]... raw) {
        try {
            for (byte[] part : raw) {
                socket.getOutputStream().write(part);
                socket.getOutputStream().flush();
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String ask(String message) {
        return send(framed(message)).answer();
    }

    String answer() {
        return answer(StandardCharsets.UTF_8);
    }

    String answer(Charset charset) {
        return new String(answerBytes(), charset);
    }

    /** The next answer without its frame; fails after twenty seconds. */
    byte[] answerBytes() {
        try {
            InputStream in = socket.getInputStream();
            if (in.read() != 0x0B) {
                throw new IllegalStateException("no start byte");
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int c = in.read(); c != 0x1C; c = in.read()) {
                if (c < 0) {
                    throw new IllegalStateException("cut off");
                }
                out.write(c);
            }
            if (in.read() != 0x0D) {
                throw new IllegalStateException("no carriage return");
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server has ended the connection, without another answer. */
    boolean isEnded() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
