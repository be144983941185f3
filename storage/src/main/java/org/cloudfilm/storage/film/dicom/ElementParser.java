package org.cloudfilm.storage.film.dicom;

import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.MALFORMED;
import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.TOO_LARGE;
import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.TRUNCATED;

import java.util.Arrays;
import java.util.List;


/**
 * Reads the elements of a data set that is not deflated, in pieces of any size (PS3.5 section 7). It keeps a stack of
 * levels instead of recursing, so nesting costs heap that is counted and no stack.
 */
final class ElementParser {

    private static final long UNDEFINED_LENGTH = ElementHeader.UNDEFINED_LENGTH;
    /** Room made for a value on its word; for more it has to come. */
    private static final int BELIEVED = 64 << 10;

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
    private final ElementHeader head = new ElementHeader();

    private int tag;
    private Vr vr;
    private boolean swap;
    private byte[] value;
    private int valueLength;
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
                case OPENING -> takeOpening(bytes, at);
                case SKIP -> takeSkip(at, end);
                case PADDING -> takePadding(bytes, at, end);
            };
            at += taken;
        }
    }

    /** The whole data set, once everything was fed. */
    Dataset finish() {
        if (state == State.HEADER && level == root && pixels != null && head.onlyZeros()) {
            state = State.PADDING;
        }
        if (state != State.PADDING && (state != State.HEADER || head.begun() || level != root)) {
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
        int n = head.take(bytes, at, end, level);
        position += n;
        if (head.complete(level)) {
            tag = head.tag();
            vr = head.vr();
            begin(head.length());
        }
        return n;
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
        if (head.delimiting()) {
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
                swap = level.bigEndian && vr.wordSize() > 1;
                beginValue(length);
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
            if (level == root && Tags.isPixelData(tag) && pixels == null) {
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
            beginValue(length);
            return;
        }
        charge(FRAGMENT_COST);
        elements--;
        fragments.add(position, length);
        skip = length;
        state = length == 0 ? State.HEADER : State.OPENING;
    }

    private void beginValue(long length) {
        charge(ELEMENT_COST + length);
        valueLength = (int) length;
        value = new byte[Math.min(valueLength, BELIEVED)];
        valueFilled = 0;
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
        int n = Math.min(valueLength - valueFilled, end - at);
        if (valueFilled + n > value.length) {
            value = Arrays.copyOf(value, Math.min(valueLength, Math.max(valueFilled + n, 2 * value.length)));
        }
        System.arraycopy(bytes, at, value, valueFilled, n);
        valueFilled += n;
        position += n;
        if (valueFilled == valueLength) {
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

    /** Looks at the first bytes of a fragment, one at a time because they may come apart. */
    private int takeOpening(byte[] bytes, int at) {
        position++;
        skip--;
        boolean enough = fragments.opensWith(bytes[at]);
        if (skip == 0) {
            state = State.HEADER;
        } else if (enough) {
            state = State.SKIP;
        }
        return 1;
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
