package org.cloudfilm.benchmark;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One data set in Explicit VR Little Endian (PS3.5 section 7.1.2), elements in any order, and its Part 10 file. */
public final class DicomFile {

    private static final Set<String> LONG_FORM = Set.of("OB", "OW", "SQ", "UN", "UT");
    private static final int PREAMBLE = 128;

    private final Map<Integer, byte[]> elements = new TreeMap<>(Integer::compareUnsigned);

    public DicomFile text(int tag, String vr, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return bytes(tag, vr, bytes, vr.equals("UI") ? (byte) 0 : (byte) ' ');
    }

    DicomFile unsignedShort(int tag, int value) {
        return bytes(tag, "US", new byte[] {(byte) value, (byte) (value >> 8)}, (byte) 0);
    }

    DicomFile sequence(int tag, DicomFile item) {
        byte[] body = item.encoded();
        ByteBuffer bytes = ByteBuffer.allocate(8 + body.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) 0xfffe).putShort((short) 0xe000).putInt(body.length).put(body);
        return bytes(tag, "SQ", bytes.array(), (byte) 0);
    }

    DicomFile bytes(int tag, String vr, byte[] value, byte padding) {
        int length = value.length + value.length % 2;
        ByteBuffer element = ByteBuffer.allocate(12 + length).order(ByteOrder.LITTLE_ENDIAN);
        element.putShort((short) (tag >>> 16)).putShort((short) tag).put(vr.getBytes(StandardCharsets.US_ASCII));
        if (LONG_FORM.contains(vr)) {
            element.putShort((short) 0).putInt(length);
        } else {
            element.putShort((short) length);
        }
        element.put(value);
        if (length > value.length) {
            element.put(padding);
        }
        byte[] encoded = new byte[element.position()];
        element.flip().get(encoded);
        elements.put(tag, encoded);
        return this;
    }

    byte[] encoded() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        elements.values().forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** With preamble and file meta information (PS3.10 section 7.1). */
    public byte[] part10(String sopClass, String instance) {
        byte[] meta = new DicomFile()
                .bytes(0x00020001, "OB", new byte[] {0, 1}, (byte) 0)
                .text(0x00020002, "UI", sopClass)
                .text(0x00020003, "UI", instance)
                .text(0x00020010, "UI", "1.2.840.10008.1.2.1")
                .text(0x00020012, "UI", "2.25.338129")
                .encoded();
        byte[] dataset = encoded();
        ByteBuffer file = ByteBuffer.allocate(PREAMBLE + 16 + meta.length + dataset.length);
        file.order(ByteOrder.LITTLE_ENDIAN).position(PREAMBLE);
        file.put("DICM".getBytes(StandardCharsets.US_ASCII));
        file.putShort((short) 2).putShort((short) 0).put((byte) 'U').put((byte) 'L').putShort((short) 4);
        file.putInt(meta.length).put(meta).put(dataset);
        return file.array();
    }
}
