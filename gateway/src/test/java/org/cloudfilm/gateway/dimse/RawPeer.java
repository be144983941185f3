package org.cloudfilm.gateway.dimse;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.cloudfilm.gateway.testing.Ct;

/** A peer that can break every rule: it sends PDUs byte by byte as told, and reads ours. */
final class RawPeer implements AutoCloseable {

    static final int ECHO_CONTEXT = 1;
    static final int CT_CONTEXT = 3;

    /** A PDU as received. */
    record Pdu(int type, byte[] body) {

        /** Type and body, so that a failed assertion shows both. */
        @Override
        public String toString() {
            return "%02x %s".formatted(type, HexFormat.of().formatHex(body));
        }

        CommandSet command() throws IOException {
            return CommandSet.parse(Arrays.copyOfRange(body, 6, body.length));
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    RawPeer(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** A peer with an association: verification on context 1, CT on context 3, explicit VR little endian. */
    static RawPeer associated(int port) throws IOException {
        RawPeer peer = new RawPeer(port);
        peer.send(associateRequest("CLOUDFILM", "LISHUI", 16384));
        Pdu answer = peer.read();
        if (answer.type() != PduType.ASSOCIATE_AC) {
            throw new AssertionError("not accepted: " + answer);
        }
        return peer;
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void sendHex(String hex) throws IOException {
        send(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** The next PDU. */
    Pdu read() throws IOException {
        int type = in.readUnsignedByte();
        in.readUnsignedByte();
        byte[] body = new byte[in.readInt()];
        in.readFully(body);
        return new Pdu(type, body);
    }

    /** Reads until the server closes; false when it sends anything before. */
    boolean closedByServer() throws IOException {
        return in.read() < 0;
    }

    /** Everything until the server closes. */
    void readToEnd() throws IOException {
        in.readAllBytes();
    }

    void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static byte[] associateRequest(String called, String calling, int maxPdu) {
        byte[] items = concat(
                item(0x10, ascii("1.2.840.10008.3.1.1.1")),
                context(ECHO_CONTEXT, Negotiation.VERIFICATION, "1.2.840.10008.1.2"),
                context(CT_CONTEXT, Ct.SOP_CLASS, "1.2.840.10008.1.2.1"),
                item(0x50, item(0x51, be32(maxPdu)), item(0x52, ascii("1.2.3"))));
        return associateRequest(1, called, calling, items);
    }

    static byte[] associateRequest(int version, String called, String calling, byte[] items) {
        return pdu(
                PduType.ASSOCIATE_RQ,
                new byte[] {0, (byte) version, 0, 0},
                ascii("%-16s".formatted(called)),
                ascii("%-16s".formatted(calling)),
                new byte[32],
                items);
    }

    static byte[] context(int id, String abstractSyntax, String... transferSyntaxes) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(new byte[] {(byte) id, 0, 0, 0});
        content.writeBytes(item(0x30, ascii(abstractSyntax)));
        for (String transferSyntax : transferSyntaxes) {
            content.writeBytes(item(0x40, ascii(transferSyntax)));
        }
        return item(0x20, content.toByteArray());
    }

    static byte[] item(int type, byte[]... content) {
        byte[] body = concat(content);
        return concat(new byte[] {(byte) type, 0, (byte) (body.length >> 8), (byte) body.length}, body);
    }

    static byte[] pdu(int type, byte[]... content) {
        byte[] body = concat(content);
        return concat(new byte[] {(byte) type, 0}, be32(body.length), body);
    }

    /** A P-DATA-TF PDU with one PDV; {@code control} 1 command, 0 data set, plus 2 for the last fragment. */
    static byte[] data(int context, int control, byte[] fragment) {
        return pdu(
                PduType.P_DATA_TF,
                be32(fragment.length + 2),
                new byte[] {(byte) context, (byte) control},
                fragment);
    }

    static byte[] echo(int messageId) {
        return data(ECHO_CONTEXT, 3, new CommandSet()
                .put(CommandSet.AFFECTED_SOP_CLASS_UID, Negotiation.VERIFICATION)
                .put(CommandSet.COMMAND_FIELD, CommandSet.C_ECHO_RQ)
                .put(CommandSet.MESSAGE_ID, messageId)
                .put(CommandSet.DATA_SET_TYPE, CommandSet.NO_DATA_SET)
                .encode());
    }

    static byte[] storeCommand(String sopClass, String instance) {
        return data(CT_CONTEXT, 3, store(sopClass, instance).encode());
    }

    static CommandSet store(String sopClass, String instance) {
        return new CommandSet()
                .put(CommandSet.AFFECTED_SOP_CLASS_UID, sopClass)
                .put(CommandSet.COMMAND_FIELD, CommandSet.C_STORE_RQ)
                .put(CommandSet.MESSAGE_ID, 7)
                .put(CommandSet.DATA_SET_TYPE, 0x0001)
                .put(CommandSet.AFFECTED_SOP_INSTANCE_UID, instance);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] be32(int value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new DataOutputStream(bytes).writeInt(value);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
