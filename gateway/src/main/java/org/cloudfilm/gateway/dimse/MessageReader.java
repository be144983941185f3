package org.cloudfilm.gateway.dimse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Takes messages apart out of P-DATA-TF PDUs (PS3.8 annex E): a command set, then its data set as it comes. */
final class MessageReader {

    /** A command and the presentation context it came on. */
    record Command(int contextId, CommandSet set) {}

    /** The longest command set we take; real ones have a few hundred bytes. */
    private static final int MAX_COMMAND = 16 << 10;

    private static final int COMMAND_BIT = 0x01;
    private static final int LAST_BIT = 0x02;

    private final PduInput input;
    private final int maxPdu;
    private final Set<Integer> contextIds;
    private long pduLeft;
    private long fragmentLength;
    private int fragmentContext;
    private int fragmentControl;

    MessageReader(PduInput input, int maxPdu, Set<Integer> contextIds) {
        this.input = input;
        this.maxPdu = maxPdu;
        this.contextIds = contextIds;
    }

    /**
     * Waits for the next command; empty when the peer asks for release instead. {@code begun} is run once its first
     * bytes are there.
     */
    Optional<Command> nextCommand(Begun begun) throws IOException {
        if (!nextFragment(true)) {
            return Optional.empty();
        }
        begun.run();
        int contextId = fragmentContext;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        while (true) {
            expect((fragmentControl & COMMAND_BIT) != 0 && fragmentContext == contextId, "command");
            if (bytes.size() + fragmentLength > MAX_COMMAND) {
                throw new AbortException(Abort.INVALID_PDU_PARAMETER, "command set is too long");
            }
            input.transfer(fragmentLength, bytes::write);
            if ((fragmentControl & LAST_BIT) != 0) {
                return Optional.of(new Command(contextId, CommandSet.parse(bytes.toByteArray())));
            }
            nextFragment(false);
        }
    }

    /** Hands on the data set that belongs to the command just read. */
    void readDataSet(int contextId, PduInput.Sink sink) throws IOException {
        do {
            nextFragment(false);
            expect((fragmentControl & COMMAND_BIT) == 0 && fragmentContext == contextId, "data set");
            input.transfer(fragmentLength, sink);
        } while ((fragmentControl & LAST_BIT) == 0);
    }

    interface Begun {
        void run() throws IOException;
    }

    private static void expect(boolean condition, String what) throws AbortException {
        if (!condition) {
            throw new AbortException(Abort.UNEXPECTED_PDU_PARAMETER, "PDV is not the next fragment of the " + what);
        }
    }

    /** Reads a PDV's header; false when a release request came, which is only taken between messages. */
    private boolean nextFragment(boolean betweenMessages) throws IOException {
        if (pduLeft == 0 && !nextDataPdu(betweenMessages)) {
            return false;
        }
        long length = pduLeft < 6 ? 0 : input.readUnsignedInt();
        if (length < 2 || length > pduLeft - 4) {
            throw new AbortException(Abort.INVALID_PDU_PARAMETER, "PDV length does not fit its PDU");
        }
        fragmentContext = input.readUnsignedByte();
        fragmentControl = input.readUnsignedByte();
        fragmentLength = length - 2;
        pduLeft -= length + 4;
        if (!contextIds.contains(fragmentContext)) {
            throw new AbortException(Abort.UNEXPECTED_PDU_PARAMETER, "PDV on a context that was not accepted");
        }
        return true;
    }

    private boolean nextDataPdu(boolean betweenMessages) throws IOException {
        int type = input.readUnsignedByte();
        input.readUnsignedByte();
        long length = input.readUnsignedInt();
        switch (type) {
            case PduType.P_DATA_TF -> {
                if (length > maxPdu) {
                    throw new AbortException(Abort.INVALID_PDU_PARAMETER, "PDU is longer than negotiated");
                }
                pduLeft = length;
                return true;
            }
            case PduType.RELEASE_RQ -> {
                skipFour(length);
                if (!betweenMessages) {
                    throw new AbortException(Abort.UNEXPECTED_PDU, "release requested within a message");
                }
                return false;
            }
            case PduType.ABORT -> {
                requireFour(length);
                input.skip(2);
                throw new PeerAbortedException(input.readUnsignedByte(), input.readUnsignedByte());
            }
            case PduType.ASSOCIATE_RQ, PduType.ASSOCIATE_AC, PduType.ASSOCIATE_RJ, PduType.RELEASE_RP ->
                throw new AbortException(Abort.UNEXPECTED_PDU, "PDU of type " + type + " during data transfer");
            default -> throw new AbortException(Abort.UNRECOGNIZED_PDU, "PDU of unknown type " + type);
        }
    }

    private void skipFour(long length) throws IOException {
        requireFour(length);
        input.skip(4);
    }

    private static void requireFour(long length) throws AbortException {
        if (length != 4) {
            throw new AbortException(Abort.INVALID_PDU_PARAMETER, "PDU of fixed length has another length");
        }
    }
}
