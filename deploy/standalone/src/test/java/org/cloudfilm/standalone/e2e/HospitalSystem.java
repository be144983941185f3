package org.cloudfilm.standalone.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A hospital's HIS or RIS that sends HL7 v2 over MLLP, one message after the other. */
final class HospitalSystem implements AutoCloseable {

    private final Socket socket;
    private final String facility;
    private int sent;

    HospitalSystem(int port, String facility) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.socket.setSoTimeout(30_000);
        this.facility = facility;
    }

    /** Sends a message, segments separated by {@code !}, under a new control ID. */
    String send(String type, String segments) throws IOException {
        return sendAs(facility + ++sent, type, segments);
    }

    String sendAs(String controlId, String type, String segments) throws IOException {
        String message = "MSH|^~\\&|HIS|" + facility + "|CLOUDFILM|CLOUDFILM|20260105093000||" + type + "|" + controlId
                + "|P|2.5||||||UNICODE UTF-8\r" + segments.replace('!', '\r') + "\r";
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0x0B);
        block.writeBytes(message.getBytes(StandardCharsets.UTF_8));
        block.write(0x1C);
        block.write(0x0D);
        socket.getOutputStream().write(block.toByteArray());
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int c = socket.getInputStream().read(); c != 0x1C; c = socket.getInputStream().read()) {
            if (c < 0) {
                throw new IOException("cut off");
            }
            answer.write(c);
        }
        socket.getInputStream().read();
        return answer.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
