package org.cloudfilm.storage.film.dicom;

/** The header of one element as its bytes come: tag, VR and length (PS3.5 section 7.1). Used again for the next. */
final class ElementHeader {

    static final long UNDEFINED_LENGTH = 0xFFFF_FFFFL;

    private final byte[] bytes = new byte[12];
    private int filled;
    private int needed = 8;

    private int tag;
    private Vr vr;
    private long length;

    int tag() {
        return tag;
    }

    /** Null for items and delimiters, which have none. */
    Vr vr() {
        return vr;
    }

    /** In bytes, or {@link #UNDEFINED_LENGTH}. */
    long length() {
        return length;
    }

    /** Belongs to the structure of sequences, not to the data. */
    boolean delimiting() {
        return tag >>> 16 == 0xFFFE;
    }

    boolean begun() {
        return filled > 0;
    }

    /** Everything that came of the header so far is zero: padding, more likely than an element. */
    boolean onlyZeros() {
        for (int i = 0; i < filled; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Takes what it needs from {@code from[at..end)} and returns how many bytes that were. */
    int take(byte[] from, int at, int end, Level level) {
        int n = Math.min(needed - filled, end - at);
        System.arraycopy(from, at, bytes, filled, n);
        filled += n;
        if (filled == 8 && needed == 8) {
            readTag(level);
            if (longForm(level)) {
                needed = 12;
            }
        }
        return n;
    }

    /** Whether it is all there; if so it is read, and the next bytes taken belong to another header. */
    boolean complete(Level level) {
        if (filled < needed) {
            return false;
        }
        length = readLength(level);
        filled = 0;
        needed = 8;
        return true;
    }

    private void readTag(Level level) {
        tag = level.bigEndian ? Integer.reverseBytes((int) Numbers.INT.get(bytes, 0)) : Numbers.attribute(bytes, 0);
        vr = null;
    }

    /** Looks at the VR and says whether four more bytes of length follow. */
    private boolean longForm(Level level) {
        if (delimiting() || level.implicit) {
            return false;
        }
        vr = Vr.of(bytes[4], bytes[5]);
        if (vr != null) {
            return vr.longLength();
        }
        // VRs of the future have a long length (PS3.5 section 6.2); anything else there is somebody's mistake
        boolean letters = bytes[4] >= 'A' && bytes[4] <= 'Z' && bytes[5] >= 'A' && bytes[5] <= 'Z';
        return letters && bytes[6] == 0 && bytes[7] == 0;
    }

    private long readLength(Level level) {
        if (delimiting()) {
            return length32(4, level);
        }
        if (needed == 12) {
            vr = vr == null ? Vr.UN : vr;
            return length32(8, level);
        }
        if (level.implicit) {
            vr = level.lookUp(tag);
            return length32(4, level);
        }
        if (vr == null) {
            vr = level.lookUp(tag);
            if (implicitByMistake(level)) {
                return length32(4, level);
            }
        }
        int low = level.bigEndian ? bytes[7] : bytes[6];
        int high = level.bigEndian ? bytes[6] : bytes[7];
        return (high & 0xFF) << 8 | low & 0xFF;
    }

    /** Some senders write elements in implicit VR whatever was agreed; then a length stands where the VR should. */
    private boolean implicitByMistake(Level level) {
        long implicit = length32(4, level);
        return implicit == UNDEFINED_LENGTH || implicit <= 0xFFFF && bytes[5] < ' ';
    }

    private long length32(int at, Level level) {
        int value = (int) Numbers.INT.get(bytes, at);
        return Integer.toUnsignedLong(level.bigEndian ? Integer.reverseBytes(value) : value);
    }
}
