package org.cloudfilm.gateway.dimse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A command set (PS3.7 section 6.3): group 0000 in implicit VR little endian, elements by their number. */
final class CommandSet {

    static final int GROUP_LENGTH = 0x0000;
    static final int AFFECTED_SOP_CLASS_UID = 0x0002;
    static final int COMMAND_FIELD = 0x0100;
    static final int MESSAGE_ID = 0x0110;
    static final int MESSAGE_ID_RESPONDED_TO = 0x0120;
    static final int DATA_SET_TYPE = 0x0800;
    static final int STATUS = 0x0900;
    static final int ERROR_COMMENT = 0x0902;
    static final int AFFECTED_SOP_INSTANCE_UID = 0x1000;

    static final int C_STORE_RQ = 0x0001;
    static final int C_ECHO_RQ = 0x0030;
    static final int C_CANCEL_RQ = 0x0FFF;
    static final int RESPONSE = 0x8000;
    static final int NO_DATA_SET = 0x0101;

    private final TreeMap<Integer, byte[]> elements = new TreeMap<>();

    /** Reads a command set; {@link AbortException} when it is none. */
    static CommandSet parse(byte[] bytes) throws AbortException {
        CommandSet command = new CommandSet();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.remaining() >= 8) {
            int group = buffer.getShort() & 0xFFFF;
            int element = buffer.getShort() & 0xFFFF;
            int length = buffer.getInt();
            if (group != 0 || length < 0 || length > buffer.remaining()) {
                throw unreadable();
            }
            byte[] value = new byte[length];
            buffer.get(value);
            command.elements.put(element, value);
        }
        if (buffer.hasRemaining()) {
            throw unreadable();
        }
        return command;
    }

    private static AbortException unreadable() {
        return new AbortException(Abort.SERVICE_USER, "unreadable command set");
    }

    CommandSet put(int element, int value) {
        elements.put(element, new byte[] {(byte) value, (byte) (value >> 8)});
        return this;
    }

    CommandSet put(int element, String value) {
        byte[] text = value.getBytes(StandardCharsets.US_ASCII);
        byte[] even = new byte[text.length + 1 & ~1];
        System.arraycopy(text, 0, even, 0, text.length);
        if (even.length > text.length && element == ERROR_COMMENT) {
            even[text.length] = ' ';
        }
        elements.put(element, even);
        return this;
    }

    /** Copies a UID as it is, if it is there and no longer than a UID may be. */
    CommandSet copy(int element, CommandSet other) {
        byte[] value = other.elements.get(element);
        if (value != null && value.length <= 64) {
            elements.put(element, value);
        }
        return this;
    }

    OptionalInt number(int element) {
        byte[] value = elements.get(element);
        return value == null || value.length != 2
                ? OptionalInt.empty()
                : OptionalInt.of(value[0] & 0xFF | (value[1] & 0xFF) << 8);
    }

    Optional<String> text(int element) {
        return Optional.ofNullable(elements.get(element))
                .map(value -> new String(value, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip())
                .filter(value -> !value.isEmpty());
    }

    byte[] encode() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map.Entry<Integer, byte[]> element : elements.tailMap(GROUP_LENGTH, false).entrySet()) {
            write(body, element.getKey(), element.getValue());
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        write(all, GROUP_LENGTH, ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(body.size())
                .array());
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, int element, byte[] value) {
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0)
                .putShort((short) element)
                .putInt(value.length)
                .array());
        out.writeBytes(value);
    }
}
