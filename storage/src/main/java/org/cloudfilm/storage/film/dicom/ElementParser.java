package org.cloudfilm.storage.film.dicom;

import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.MALFORMED;
import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.TOO_LARGE;
import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.TRUNCATED;

import java.util.List;


/**
 * Reads the elements of a data set that is not deflated, in pieces of any size (PS3.5 section 7). It keeps a stack of
 * levels instead of recursing, so nesting costs heap that is counted and no stack.
 */
final class ElementParser {

    private static final long UNDEFINED_LENGTH = 0xFFFF_FFFFL;
    private static final int ELEMENT_COST = 64;
    private static final int ITEM_COST = 160;
    private static final int FRAGMENT_COST = 8;

    private enum State {
        HEADER,
        VALUE,
        OPENING,
        SKIP,
        PADDING
    }

    private final ScanLimits limits;
    private final Level root;
    private Level level;
    private State state = State.HEADER;

    private long position;
    private final byte[] head = new byte[12];
    private int filled;
    private int needed = 8;

    private int tag;
    private Vr vr;
    private boolean swap;
    private byte[] value;
    private int valueFilled;
    private long skip;

    private long cost;
    private int elements;
    private PixelSpan pixels;
    private Fragments fragments;

    ElementParser(TransferSyntax syntax, ScanLimits limits) {
        this.limits = limits;
        this.root = Level.root(syntax);
        this.level = root;
    }

    /** The attributes of the outermost level read so far, in the order they came. */
    Level root() {
        return root;
    }

    /** The pixel data of the outermost level, or null while there is none. */
    PixelSpan pixels() {
        return pixels;
    }

    void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int taken = switch (state) {
                case HEADER -> takeHeader(bytes, at, end);
                case VALUE -> takeValue(bytes, at, end);
                case OPENING -> takeOpening(bytes, at, end);
                case SKIP -> takeSkip(at, end);
                case PADDING -> takePadding(bytes, at, end);
            };
            at += taken;
        }
    }

    /** The whole data set, once everything was fed. */
    Dataset finish() {
        if (state == State.HEADER && level == root && pixels != null && zeros(head, 0, filled)) {
            state = State.PADDING;
        }
        if (state != State.PADDING && (state != State.HEADER || filled > 0 || level != root)) {
            throw new DicomFormatException(TRUNCATED, "the data set ends within " + place());
        }
        return root.dataset();
    }

    private String place() {
        int open = state == State.HEADER ? level.tag : tag;
        for (Level at = level; open == 0 && at != null; at = at.parent) {
            open = at.tag;
        }
        return open == 0 ? "an element header" : Tags.text(open);
    }

    private int takeHeader(byte[] bytes, int at, int end) {
        int n = Math.min(needed - filled, end - at);
        System.arraycopy(bytes, at, head, filled, n);
        filled += n;
        position += n;
        if (filled < needed) {
            return n;
        }
        if (needed == 8) {
            readTag();
            if (longForm()) {
                needed = 12;
                return n;
            }
        }
        long length = length();
        filled = 0;
        needed = 8;
        begin(length);
        return n;
    }

    private void readTag() {
        tag = level.bigEndian
                ? (head[0] & 0xFF) << 24 | (head[1] & 0xFF) << 16 | (head[2] & 0xFF) << 8 | head[3] & 0xFF
                : Numbers.attribute(head, 0);
        vr = null;
    }

    private boolean delimiting() {
        return tag >>> 16 == 0xFFFE;
    }

    /** Looks at the VR and says whether four more bytes of length follow. */
    private boolean longForm() {
        if (delimiting() || level.implicit) {
            return false;
        }
        vr = Vr.of(head[4], head[5]);
        if (vr != null) {
            return vr.longLength();
        }
        // VRs of the future have a long length (PS3.5 section 6.2); anything else there is somebody's mistake
        boolean letters = head[4] >= 'A' && head[4] <= 'Z' && head[5] >= 'A' && head[5] <= 'Z';
        return letters && head[6] == 0 && head[7] == 0;
    }

    private long length() {
        if (needed == 12) {
            if (vr == null) {
                vr = Vr.UN;
            }
            return length32(8);
        }
        if (delimiting()) {
            return length32(4);
        }
        if (level.implicit) {
            vr = level.lookUp(tag);
            return length32(4);
        }
        if (vr == null) {
            vr = level.lookUp(tag);
            if (implicitByMistake()) {
                return length32(4);
            }
        }
        int low = level.bigEndian ? head[7] : head[6];
        int high = level.bigEndian ? head[6] : head[7];
        return (high & 0xFF) << 8 | low & 0xFF;
    }

    /** Some senders write elements in implicit VR whatever was agreed; then a length stands where the VR should. */
    private boolean implicitByMistake() {
        long length = length32(4);
        return length == UNDEFINED_LENGTH || length <= 0xFFFF && head[5] < ' ';
    }

    private long length32(int at) {
        int length = (int) Numbers.INT.get(head, at);
        return Integer.toUnsignedLong(level.bigEndian ? Integer.reverseBytes(length) : length);
    }

    private void begin(long length) {
        if (position > level.limit) {
            throw malformed("an element header reaches beyond the end of " + place());
        }
        if (++elements > limits.elements()) {
            throw new DicomFormatException(TOO_LARGE, "more than " + limits.elements() + " elements");
        }
        switch (level.kind) {
            case ITEM -> beginElement(length);
            case SEQUENCE -> beginItem(length);
            case FRAGMENTS -> beginFragment(length);
        }
    }

    private void beginElement(long length) {
        if (delimiting()) {
            endItem(length);
        } else if (tag >>> 16 == 0) {
            beginPadding(length);
        } else if (length == UNDEFINED_LENGTH) {
            beginUndefined();
        } else {
            long end = ending(length);
            if (vr == Vr.SQ) {
                open(level.sequence(tag, vr, end));
            } else if (Tags.isPixelData(tag) || length > largest()) {
                beginBulk(length);
            } else {
                beginValue((int) length);
            }
        }
    }

    /** The longest value to keep in memory. */
    private int largest() {
        boolean sequence = vr == Vr.UN && Dictionary.vr(tag) == Vr.SQ;
        return vr.binary() && !sequence ? limits.bulkBinary() : limits.bulkText();
    }

    private void beginUndefined() {
        if (vr == Vr.SQ || vr == Vr.UN && !Tags.isPixelData(tag)) {
            open(level.sequence(tag, vr, Level.UNDEFINED));
        } else if (vr == Vr.OB || vr == Vr.OW || vr == Vr.UN) {
            fragments = new Fragments();
            skip = 0;
            if (level == root && Tags.isPixelData(tag)) {
                pixels = new PixelSpan(tag, position, 0, fragments);
            }
            level = level.fragments(tag, vr);
            level.start = position;
        } else {
            throw malformed(Tags.text(tag) + " with VR " + vr + " has no length");
        }
    }

    /** Senders pad files with zeros behind the pixel data; anywhere else group 0000 has no place in a data set. */
    private void beginPadding(long length) {
        if (level != root || pixels == null || length != 0 || tag != 0) {
            throw malformed("group 0000 within a data set");
        }
        state = State.PADDING;
    }

    private void endItem(long length) {
        boolean delimiter = tag == Tags.ItemDelimitation || tag == Tags.SequenceDelimitation;
        if (!delimiter || length != 0) {
            throw malformed(Tags.text(tag) + " outside of a sequence");
        }
        if (level.parent != null && level.end == Level.UNDEFINED) {
            if (tag != Tags.ItemDelimitation) {
                throw malformed("a sequence ends within an item");
            }
            close();
        }
        // a delimiter too many, after something whose length was given, does no harm
        closeEnded();
    }

    private void beginItem(long length) {
        if (tag == Tags.Item) {
            charge(ITEM_COST);
            open(level.item(length == UNDEFINED_LENGTH ? Level.UNDEFINED : ending(length)));
        } else if (tag == Tags.SequenceDelimitation && length == 0) {
            close();
            closeEnded();
        } else {
            throw malformed(Tags.text(tag) + " where an item of " + Tags.text(level.tag) + " should begin");
        }
    }

    private void beginFragment(long length) {
        if (tag == Tags.SequenceDelimitation && length == 0) {
            close();
            closeEnded();
            return;
        }
        if (tag != Tags.Item || length == UNDEFINED_LENGTH) {
            throw malformed(Tags.text(tag) + " where a fragment of " + Tags.text(level.tag) + " should begin");
        }
        ending(length);
        if (fragments.awaitsOffsetTable()) {
            charge(length);
            value = new byte[(int) length];
            valueFilled = 0;
            state = State.VALUE;
            if (length == 0) {
                endValue();
            }
            return;
        }
        charge(FRAGMENT_COST);
        elements--;
        fragments.add(position, length);
        skip = length;
        filled = 0;
        state = length < 2 ? State.SKIP : State.OPENING;
        if (length == 0) {
            state = State.HEADER;
        }
    }

    private void beginValue(int length) {
        charge(ELEMENT_COST + length);
        value = new byte[length];
        valueFilled = 0;
        swap = level.bigEndian && vr.wordSize() > 1;
        state = State.VALUE;
        if (length == 0) {
            endValue();
        }
    }

    private void beginBulk(long length) {
        charge(ELEMENT_COST);
        if (level == root && Tags.isPixelData(tag) && pixels == null) {
            pixels = new PixelSpan(tag, position, length, null);
        }
        level.add(new Element.Bulk(tag, vr, new BulkRef(position, length), false));
        skip = length;
        state = State.SKIP;
        if (length == 0) {
            endElement();
        }
    }

    private int takeValue(byte[] bytes, int at, int end) {
        int n = Math.min(value.length - valueFilled, end - at);
        System.arraycopy(bytes, at, value, valueFilled, n);
        valueFilled += n;
        position += n;
        if (valueFilled == value.length) {
            endValue();
        }
        return n;
    }

    private void endValue() {
        byte[] complete = value;
        value = null;
        if (level.kind == Level.Kind.FRAGMENTS) {
            if (level.bigEndian) {
                Numbers.swap(complete, 4);
            }
            fragments.offsetTable(complete);
            state = State.HEADER;
            return;
        }
        if (swap) {
            Numbers.swap(complete, vr.wordSize());
        }
        level.add(vr == Vr.UN ? recognised(complete) : new Element.Value(tag, vr, complete));
        endElement();
    }

    /** What was sent as UN although the dictionary knows it is in implicit VR little endian (PS3.5 section 6.2.2). */
    private Element recognised(byte[] complete) {
        Vr known = level.lookUp(tag);
        if (known != Vr.SQ) {
            return new Element.Value(tag, known, complete);
        }
        ElementParser inner = new ElementParser(TransferSyntax.IMPLICIT_VR_LE, limits);
        inner.position = position - complete.length;
        inner.root.inherit(level);
        inner.level = inner.root.sequence(tag, vr, position);
        try {
            inner.closeEnded();
            inner.feed(complete, 0, complete.length);
            return inner.finish().get(tag).orElseThrow();
        } catch (DicomFormatException noSequence) {
            return new Element.Value(tag, Vr.UN, complete);
        }
    }

    private int takeOpening(byte[] bytes, int at, int end) {
        int n = Math.min(2 - filled, end - at);
        System.arraycopy(bytes, at, head, filled, n);
        filled += n;
        position += n;
        skip -= n;
        if (filled == 2) {
            filled = 0;
            fragments.opensWith(head[0], head[1]);
            state = skip == 0 ? State.HEADER : State.SKIP;
        }
        return n;
    }

    private int takeSkip(int at, int end) {
        int n = (int) Math.min(skip, end - at);
        skip -= n;
        position += n;
        if (skip == 0) {
            endElement();
        }
        return n;
    }

    private int takePadding(byte[] bytes, int at, int end) {
        if (!zeros(bytes, at, end)) {
            throw malformed("bytes that are no element follow the pixel data");
        }
        position += end - at;
        return end - at;
    }

    private static boolean zeros(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private void endElement() {
        state = State.HEADER;
        if (level.kind == Level.Kind.ITEM) {
            closeEnded();
        }
    }

    private void open(Level inner) {
        if (inner.depth > limits.depth()) {
            throw new DicomFormatException(TOO_LARGE, "sequences nested deeper than " + limits.depth());
        }
        charge(ELEMENT_COST);
        level = inner;
        closeEnded();
    }

    private void closeEnded() {
        while (level.end != Level.UNDEFINED && position >= level.end) {
            close();
        }
    }

    private void close() {
        Level done = level;
        level = done.parent;
        switch (done.kind) {
            case ITEM -> level.items.add(done.dataset());
            case SEQUENCE -> level.add(new Element.Items(done.tag, done.vr, List.copyOf(done.items)));
            case FRAGMENTS -> {
                BulkRef span = new BulkRef(done.start, position - done.start);
                level.add(new Element.Bulk(done.tag, done.vr, span, true));
            }
        }
    }

    /** Where something of this length ends, having made sure that there is room for it in what is around it. */
    private long ending(long length) {
        if (position + length > level.limit) {
            throw malformed(Tags.text(tag) + " is longer than what it is in");
        }
        return position + length;
    }

    private void charge(long bytes) {
        cost += bytes;
        if (cost > limits.headerBytes()) {
            throw new DicomFormatException(TOO_LARGE, "the header needs more than " + limits.headerBytes() + " bytes");
        }
    }

    private static DicomFormatException malformed(String message) {
        return new DicomFormatException(MALFORMED, message);
    }
}
