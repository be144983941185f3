package org.cloudfilm.storage.film.dicom;

import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.MALFORMED;
import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.TOO_LARGE;

import java.util.List;

/**
 * Where in the nesting of sequences the parser is, and what the data set has cost so far. A stack on the heap, which is
 * counted, instead of recursion.
 */
final class Nesting {

    /** About what an element costs besides its value. */
    static final int ELEMENT_COST = 64;
    static final int ITEM_COST = 160;
    static final int FRAGMENT_COST = 8;

    private final ScanLimits limits;
    final Level root;
    /** the innermost that is open */
    Level level;
    private long cost;
    private int elements;

    Nesting(Level root, ScanLimits limits) {
        this.limits = limits;
        this.root = root;
        this.level = root;
    }

    boolean atRoot() {
        return level == root;
    }

    void count() {
        count(1);
    }

    private void count(int more) {
        elements += more;
        if (elements > limits.elements()) {
            throw new DicomFormatException(TOO_LARGE, "more than " + limits.elements() + " elements");
        }
    }

    void charge(long bytes) {
        cost += bytes;
        if (cost > limits.headerBytes()) {
            throw new DicomFormatException(TOO_LARGE, "the header needs more than " + limits.headerBytes() + " bytes");
        }
        if (cost > ScanLimits.LARGE) {
            limits.whenLarge().run();
        }
    }

    /** What a part of the data set that was read on its own has cost. */
    void chargeAsMuchAs(Nesting part) {
        count(part.elements);
        charge(part.cost);
    }

    /** Where something of this length ends, having made sure that there is room for it in what is around it. */
    long ending(int tag, long position, long length) {
        if (position + length > level.limit) {
            throw new DicomFormatException(MALFORMED, Tags.text(tag) + " is longer than what it is in");
        }
        return position + length;
    }

    void open(Level inner, long position) {
        if (inner.depth > limits.depth()) {
            throw new DicomFormatException(TOO_LARGE, "sequences nested deeper than " + limits.depth());
        }
        charge(inner.kind == Level.Kind.ITEM ? ITEM_COST : ELEMENT_COST);
        level = inner;
        closeEnded(position);
    }

    /** Closes the innermost level, which a delimiter has ended, and all around it that end here too. */
    void closeDelimited(long position) {
        close(position);
        closeEnded(position);
    }

    /** Closes what ends here by its length. */
    void closeEnded(long position) {
        while (level.end != Level.UNDEFINED && position >= level.end) {
            close(position);
        }
    }

    private void close(long position) {
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

    /** Names the innermost thing that has a tag, for messages. */
    String place() {
        for (Level at = level; at != null; at = at.parent) {
            if (at.tag != 0) {
                return Tags.text(at.tag);
            }
        }
        return "an element header";
    }
}
