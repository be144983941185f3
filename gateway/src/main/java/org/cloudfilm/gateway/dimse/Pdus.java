package org.cloudfilm.gateway.dimse;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cloudfilm.storage.film.dicom.Implementation;

/** The PDUs we send, as bytes (PS3.8 section 9.3). */
final class Pdus {

    static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";

    private static final int PDV_HEADER = 6;
    private static final int COMMAND = 0x01;
    private static final int LAST = 0x02;

    private Pdus() {}

    /** Unlimited asynchronous operations, roles and extended negotiation are not answered: their defaults hold. */
    static byte[] associateAccept(AssociateRequest request, List<ContextAnswer> answers, int maxPdu) {
        return pdu(PduType.ASSOCIATE_AC, out -> {
            out.writeShort(1);
            out.writeShort(0);
            out.write(padded(request.calledAeTitle()));
            out.write(padded(request.callingAeTitle()));
            out.write(new byte[32]);
            item(out, 0x10, ascii(APPLICATION_CONTEXT));
            for (ContextAnswer answer : answers) {
                item(out, 0x21, bytes(context -> {
                    context.writeByte(answer.id());
                    context.writeByte(0);
                    context.writeByte(answer.result().code);
                    context.writeByte(0);
                    item(context, 0x40, ascii(answer.transferSyntax()));
                }));
            }
            item(out, 0x50, bytes(user -> {
                item(user, 0x51, bytes(length -> length.writeInt(maxPdu)));
                item(user, 0x52, ascii(Implementation.CLASS_UID));
                item(user, 0x55, ascii(Implementation.VERSION_NAME));
            }));
        });
    }

    static byte[] associateReject(Rejection rejection) {
        return pdu(PduType.ASSOCIATE_RJ, out -> {
            out.writeByte(0);
            out.writeByte(rejection.result);
            out.writeByte(rejection.source);
            out.writeByte(rejection.reason);
        });
    }

    static byte[] releaseReply() {
        return pdu(PduType.RELEASE_RP, out -> out.writeInt(0));
    }

    static byte[] abort(Abort abort) {
        return pdu(PduType.ABORT, out -> {
            out.writeShort(0);
            out.writeByte(abort.source);
            out.writeByte(abort.reason);
        });
    }

    /** A command message without data set, in as many P-DATA-TF PDUs as the peer's limit (0: none) asks for. */
    static byte[] command(int contextId, byte[] command, long peerMaxPdu) {
        // fragments have even length (PS3.8 annex E)
        int room = (int) Math.min(peerMaxPdu == 0 ? Integer.MAX_VALUE : peerMaxPdu - PDV_HEADER, 1 << 20) & ~1;
        ByteArrayOutputStream pdus = new ByteArrayOutputStream();
        for (int start = 0; start < command.length; start += room) {
            int offset = start;
            int length = Math.min(room, command.length - start);
            pdus.writeBytes(pdu(PduType.P_DATA_TF, out -> {
                out.writeInt(length + 2);
                out.writeByte(contextId);
                out.writeByte(offset + length == command.length ? COMMAND | LAST : COMMAND);
                out.write(command, offset, length);
            }));
        }
        return pdus.toByteArray();
    }

    private interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] pdu(int type, Writer body) {
        byte[] content = bytes(body);
        return bytes(out -> {
            out.writeByte(type);
            out.writeByte(0);
            out.writeInt(content.length);
            out.write(content);
        });
    }

    private static void item(DataOutputStream out, int type, byte[] content) throws IOException {
        out.writeByte(type);
        out.writeByte(0);
        out.writeShort(content.length);
        out.write(content);
    }

    private static byte[] bytes(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] padded(String aeTitle) {
        return ascii(String.format("%-16s", aeTitle));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
