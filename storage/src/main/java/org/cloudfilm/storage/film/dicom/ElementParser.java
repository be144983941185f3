package org.cloudfilm.storage.film.dicom;

import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.MALFORMED;
import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.TRUNCATED;

import java.util.Arrays;


/** Reads the elements of a data set that is not deflated, in pieces of any size (PS3.5 section 7). */
final class ElementParser {

    private static final long UNDEFINED_LENGTH = ElementHeader.UNDEFINED_LENGTH;
    /** Room made for a value on its word; for more it has to come. */
    private static final int BELIEVED = 64 << 10;


    private enum State {
        HEADER,
        VALUE,
        OPENING,
        SKIP,
        PADDING
    }

    private final ScanLimits limits;
    private final Nesting nesting;
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

    private PixelSpan pixels;
    private Fragments fragments;

    ElementParser(TransferSyntax syntax, ScanLimits limits) {
        this.limits = limits;
        this.nesting = new Nesting(Level.root(syntax), limits);
    }

    /** The attributes of the outermost level read so far, in the order they came. */
    Level root() {
        return nesting.root;
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
        if (state == State.HEADER && nesting.atRoot() && pixels != null && head.onlyZeros()) {
            state = State.PADDING;
        }
        if (state != State.PADDING && (state != State.HEADER || head.begun() || !nesting.atRoot())) {
            throw new DicomFormatException(TRUNCATED, "the data set ends within " + place());
        }
        return nesting.root.dataset();
    }

    private String place() {
        return state == State.HEADER ? nesting.place() : Tags.text(tag);
    }

    private int takeHeader(byte[] bytes, int at, int end) {
        int n = head.take(bytes, at, end, nesting.level);
        position += n;
        if (head.complete(nesting.level)) {
            tag = head.tag();
            vr = head.vr();
            begin(head.length());
        }
        return n;
    }

    private void begin(long length) {
        if (position > nesting.level.limit) {
            throw malformed("an element header reaches beyond the end of " + place());
        }
        if (nesting.level.kind != Level.Kind.FRAGMENTS) {
            nesting.count();
        }
        switch (nesting.level.kind) {
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
            long end = nesting.ending(tag, position, length);
            if (vr == Vr.SQ) {
                nesting.open(nesting.level.sequence(tag, vr, end), position);
            } else if (Tags.isPixelData(tag) || length > largest()) {
                beginBulk(length);
            } else {
                swap = nesting.level.bigEndian && vr.wordSize() > 1;
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
            nesting.open(nesting.level.sequence(tag, vr, Level.UNDEFINED), position);
        } else if (vr == Vr.OB || vr == Vr.OW || vr == Vr.UN) {
            fragments = new Fragments();
            skip = 0;
            if (nesting.atRoot() && Tags.isPixelData(tag) && pixels == null) {
                pixels = new PixelSpan(tag, position, 0, fragments);
            }
            nesting.open(nesting.level.fragments(tag, vr, position), position);
        } else {
            throw malformed(Tags.text(tag) + " with VR " + vr + " has no length");
        }
    }

    /** Senders pad files with zeros behind the pixel data; anywhere else group 0000 has no place in a data set. */
    private void beginPadding(long length) {
        if (!nesting.atRoot() || pixels == null || length != 0 || tag != 0) {
            throw malformed("group 0000 within a data set");
        }
        state = State.PADDING;
    }

    private void endItem(long length) {
        boolean delimiter = tag == Tags.ItemDelimitation || tag == Tags.SequenceDelimitation;
        if (!delimiter || length != 0) {
            throw malformed(Tags.text(tag) + " outside of a sequence");
        }
        if (nesting.level.parent != null && nesting.level.end == Level.UNDEFINED) {
            if (tag != Tags.ItemDelimitation) {
                throw malformed("a sequence ends within an item");
            }
            nesting.closeDelimited(position);
        }
        // a delimiter too many, after something whose length was given, does no harm
    }

    private void beginItem(long length) {
        if (tag == Tags.Item) {
            long end = length == UNDEFINED_LENGTH ? Level.UNDEFINED : nesting.ending(tag, position, length);
            nesting.open(nesting.level.item(end), position);
        } else if (tag == Tags.SequenceDelimitation && length == 0) {
            nesting.closeDelimited(position);
        } else {
            throw malformed(Tags.text(tag) + " where an item of " + Tags.text(nesting.level.tag) + " should begin");
        }
    }

    private void beginFragment(long length) {
        if (tag == Tags.SequenceDelimitation && length == 0) {
            nesting.closeDelimited(position);
            return;
        }
        if (tag != Tags.Item || length == UNDEFINED_LENGTH) {
            throw malformed(Tags.text(tag) + " where a fragment of " + Tags.text(nesting.level.tag) + " should begin");
        }
        nesting.ending(tag, position, length);
        if (fragments.awaitsOffsetTable()) {
            beginValue(length);
            return;
        }
        nesting.charge(Nesting.FRAGMENT_COST);
        fragments.add(position, length);
        skip = length;
        state = length == 0 ? State.HEADER : State.OPENING;
    }

    private void beginValue(long length) {
        nesting.charge(Nesting.ELEMENT_COST + length);
        valueLength = (int) length;
        value = new byte[Math.min(valueLength, BELIEVED)];
        valueFilled = 0;
        state = State.VALUE;
        if (length == 0) {
            endValue();
        }
    }

    private void beginBulk(long length) {
        nesting.charge(Nesting.ELEMENT_COST);
        if (nesting.atRoot() && Tags.isPixelData(tag) && pixels == null) {
            pixels = new PixelSpan(tag, position, length, null);
        }
        nesting.level.add(new Element.Bulk(tag, vr, new BulkRef(position, length), false));
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
        if (nesting.level.kind == Level.Kind.FRAGMENTS) {
            if (nesting.level.bigEndian) {
                Numbers.swap(complete, 4);
            }
            fragments.offsetTable(complete);
            state = State.HEADER;
            return;
        }
        if (swap) {
            Numbers.swap(complete, vr.wordSize());
        }
        nesting.level.add(vr == Vr.UN ? recognised(complete) : new Element.Value(tag, vr, complete));
        endElement();
    }

    /** What was sent as UN although the dictionary knows it is in implicit VR little endian (PS3.5 section 6.2.2). */
    private Element recognised(byte[] complete) {
        Vr known = nesting.level.lookUp(tag);
        if (known != Vr.SQ) {
            return new Element.Value(tag, known, complete);
        }
        ElementParser inner = new ElementParser(TransferSyntax.IMPLICIT_VR_LE, limits);
        inner.position = position - complete.length;
        inner.nesting.root.inherit(nesting.level);
        try {
            inner.nesting.open(inner.nesting.root.sequence(tag, vr, position), inner.position);
            inner.feed(complete, 0, complete.length);
            inner.finish();
        } catch (DicomFormatException noSequence) {
            return new Element.Value(tag, Vr.UN, complete);
        }
        nesting.chargeAsMuchAs(inner.nesting);
        return inner.root().dataset().get(tag).orElseThrow();
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
        if (nesting.level.kind == Level.Kind.ITEM) {
            nesting.closeEnded(position);
        }
    }

    private static DicomFormatException malformed(String message) {
        return new DicomFormatException(MALFORMED, message);
    }
}
