package org.cloudfilm.standalone.demo;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cloudfilm.storage.film.dicom.TransferSyntax;

/**
 * A service class user for storage (PS3.4 annex B) on this machine: one association for one SOP class in explicit VR
 * little endian. It says what a scanner says, and expects to be accepted.
 */
final class StoreUser implements AutoCloseable {

    private static final int ASSOCIATE_RQ = 1;
    private static final int ASSOCIATE_AC = 2;
    private static final int P_DATA_TF = 4;
    private static final int RELEASE_RQ = 5;

    private static final int COMMAND = 1;
    private static final int LAST = 2;
    private static final int CONTEXT = 1;
    private static final int FRAGMENT = 128 << 10;
    private static final int STATUS = 0x0900;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final String sopClass;
    private int messages;

    StoreUser(int port, String called, String calling, String sopClass) throws IOException {
        this.sopClass = sopClass;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), FRAGMENT));
        pdu(ASSOCIATE_RQ, new byte[] {0, 1, 0, 0}, text("%-16s".formatted(called)), text("%-16s".formatted(calling)),
                new byte[32],
                item(0x10, text("1.2.840.10008.3.1.1.1")),
                item(0x20, new byte[] {CONTEXT, 0, 0, 0}, item(0x30, text(sopClass)),
                        item(0x40, text(TransferSyntax.EXPLICIT_VR_LE.uid()))),
                item(0x50, item(0x51, new byte[] {0, 0, 0x40, 0}), item(0x52, text("2.25.1"))));
        answer(ASSOCIATE_AC);
    }

    /** C-STORE; returns when the instance is acknowledged. */
    void store(String instance, byte[] dataset) throws IOException {
        messages++;
        byte[] command = command(
                element(0x0002, uid(sopClass)), element(0x0100, number(1)), element(0x0110, number(messages)),
                element(0x0700, number(0)), element(0x0800, number(0)), element(0x1000, uid(instance)));
        fragment(COMMAND | LAST, command, 0, command.length);
        for (int at = 0; at < dataset.length; at += FRAGMENT) {
            int length = Math.min(FRAGMENT, dataset.length - at);
            fragment(at + length == dataset.length ? LAST : 0, dataset, at, length);
        }
        int status = status(answer(P_DATA_TF));
        if (status != 0) {
            throw new IOException("C-STORE answered %04X".formatted(status));
        }
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            pdu(RELEASE_RQ, new byte[4]);
            in.readAllBytes();
        }
    }

    private void fragment(int control, byte[] bytes, int offset, int length) throws IOException {
        byte[] header = {0, 0, 0, 0, CONTEXT, (byte) control};
        ByteBuffer.wrap(header).putInt(length + 2);
        pdu(P_DATA_TF, header, Arrays.copyOfRange(bytes, offset, offset + length));
    }

    private void pdu(int type, byte[]... content) throws IOException {
        out.write(new byte[] {(byte) type, 0});
        out.writeInt(Arrays.stream(content).mapToInt(part -> part.length).sum());
        for (byte[] part : content) {
            out.write(part);
        }
        out.flush();
    }

    private byte[] answer(int expected) throws IOException {
        int type = in.readUnsignedByte();
        in.readUnsignedByte();
        byte[] body = in.readNBytes(in.readInt());
        if (type != expected) {
            throw new IOException("PDU of type " + type + " instead of " + expected);
        }
        return body;
    }

    /** The status in a response's command set, implicit VR little endian behind the PDV's header. */
    private static int status(byte[] pdv) {
        ByteBuffer in = ByteBuffer.wrap(pdv).order(ByteOrder.LITTLE_ENDIAN).position(6);
        while (in.hasRemaining()) {
            int tag = in.getShort() << 16 | in.getShort() & 0xFFFF;
            int length = in.getInt();
            if (tag == STATUS) {
                return in.getShort() & 0xFFFF;
            }
            in.position(in.position() + length);
        }
        return -1;
    }

    private static byte[] command(byte[]... elements) {
        byte[] all = joined(elements);
        byte[] length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(all.length).array();
        return joined(element(0x0000, length), all);
    }

    private static byte[] element(int number, byte[] value) {
        return ByteBuffer.allocate(8 + value.length).order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0).putShort((short) number).putInt(value.length).put(value).array();
    }

    private static byte[] number(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8)};
    }

    private static byte[] uid(String uid) {
        return text(uid.length() % 2 == 0 ? uid : uid + '\0');
    }

    private static byte[] item(int type, byte[]... content) {
        byte[] body = joined(content);
        return joined(new byte[] {(byte) type, 0, (byte) (body.length >> 8), (byte) body.length}, body);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
