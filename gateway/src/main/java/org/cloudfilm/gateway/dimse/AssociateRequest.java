package org.cloudfilm.gateway.dimse;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An A-ASSOCIATE-RQ (PS3.8 section 9.3.2). Sub-items that do not concern a storage provider (extended negotiation,
 * roles, asynchronous operations, user identity) are skipped, which the standard defines as their default.
 *
 * @param callingAeTitle stripped; any ISO 646 the peer chose to send
 * @param maxPdu         longest P-DATA-TF PDU the peer takes; 0 means any
 */
record AssociateRequest(
        int protocolVersion,
        String calledAeTitle,
        String callingAeTitle,
        String applicationContext,
        List<ProposedContext> contexts,
        long maxPdu) {

    private static final int APPLICATION_CONTEXT = 0x10;
    private static final int PRESENTATION_CONTEXT = 0x20;
    private static final int ABSTRACT_SYNTAX = 0x30;
    private static final int TRANSFER_SYNTAX = 0x40;
    private static final int USER_INFORMATION = 0x50;
    private static final int MAXIMUM_LENGTH = 0x51;

    /** Reads the PDU's variable field, without type and length. */
    static AssociateRequest parse(byte[] body) throws AbortException {
        try {
            return parse(ByteBuffer.wrap(body));
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new AbortException(Abort.INVALID_PDU_PARAMETER, "A-ASSOCIATE-RQ with lengths past its end");
        }
    }

    private static AssociateRequest parse(ByteBuffer pdu) throws AbortException {
        int version = pdu.getShort() & 0xFFFF;
        pdu.getShort();
        String called = text(pdu, 16);
        String calling = text(pdu, 16);
        pdu.position(pdu.position() + 32);
        String applicationContext = "";
        List<ProposedContext> contexts = new ArrayList<>();
        long maxPdu = 0;
        while (pdu.hasRemaining()) {
            int type = itemType(pdu);
            ByteBuffer item = itemBody(pdu);
            switch (type) {
                case APPLICATION_CONTEXT -> applicationContext = text(item, item.remaining());
                case PRESENTATION_CONTEXT -> contexts.add(context(item));
                case USER_INFORMATION -> maxPdu = maxPdu(item);
                default -> {}
            }
        }
        return new AssociateRequest(version, called, calling, applicationContext, List.copyOf(contexts), maxPdu);
    }

    private static ProposedContext context(ByteBuffer item) throws AbortException {
        int id = item.get() & 0xFF;
        item.position(item.position() + 3);
        String abstractSyntax = "";
        List<String> transferSyntaxes = new ArrayList<>();
        while (item.hasRemaining()) {
            int type = itemType(item);
            ByteBuffer sub = itemBody(item);
            switch (type) {
                case ABSTRACT_SYNTAX -> abstractSyntax = text(sub, sub.remaining());
                case TRANSFER_SYNTAX -> transferSyntaxes.add(text(sub, sub.remaining()));
                default -> {}
            }
        }
        if (id % 2 == 0) {
            throw new AbortException(Abort.INVALID_PDU_PARAMETER, "presentation context with an even id");
        }
        return new ProposedContext(id, abstractSyntax, List.copyOf(transferSyntaxes));
    }

    private static long maxPdu(ByteBuffer userInformation) {
        long maxPdu = 0;
        while (userInformation.hasRemaining()) {
            int type = itemType(userInformation);
            ByteBuffer sub = itemBody(userInformation);
            if (type == MAXIMUM_LENGTH) {
                maxPdu = sub.getInt() & 0xFFFFFFFFL;
            }
        }
        return maxPdu;
    }

    private static int itemType(ByteBuffer buffer) {
        int type = buffer.get() & 0xFF;
        buffer.get();
        return type;
    }

    private static ByteBuffer itemBody(ByteBuffer buffer) {
        int length = buffer.getShort() & 0xFFFF;
        ByteBuffer body = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        return body;
    }

    /** Strips what pads AE titles and UIDs: spaces, and the NUL that some peers send. */
    private static String text(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--;
        }
        return text.substring(0, end).strip();
    }
}
