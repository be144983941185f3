package org.cloudfilm.storage.film.dicom;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.cloudfilm.storage.film.InstanceIds;
import org.cloudfilm.storage.film.SeriesUid;
import org.cloudfilm.storage.film.SopInstanceUid;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.film.Uid;

/** A place in the nesting that the parser is in: the data set or an item, a sequence, or a run of fragments. */
final class Level {

    enum Kind {
        ITEM,
        SEQUENCE,
        FRAGMENTS
    }

    static final long UNDEFINED = -1;

    /** in ascending order */
    private static final int[] IDENTIFYING = {
        Tags.SOPClassUID, Tags.SOPInstanceUID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID
    };

    final Kind kind;
    final Level parent;
    /** of the sequence or pixel data; 0 for items */
    final int tag;
    final Vr vr;
    /** where it ends if its length was given, else {@link #UNDEFINED} */
    final long end;
    /** the nearest end of this and all levels around it; {@link Long#MAX_VALUE} when none is known */
    final long limit;
    final int depth;
    /** where the first item of a run of fragments begins */
    long start;
    final boolean implicit;
    final boolean bigEndian;

    final List<Dataset> items = new ArrayList<>(0);
    private final List<Element> elements = new ArrayList<>();
    private boolean ordered = true;
    private boolean idsStale;
    private InstanceIds ids;
    private Repertoire repertoire = Repertoire.DEFAULT;
    private int pixelRepresentation;

    private Level(Kind kind, Level parent, int tag, Vr vr, long end, boolean implicit, boolean bigEndian) {
        this.kind = kind;
        this.parent = parent;
        this.tag = tag;
        this.vr = vr;
        this.end = end;
        this.implicit = implicit;
        this.bigEndian = bigEndian;
        long around = parent == null ? Long.MAX_VALUE : parent.limit;
        this.limit = end == UNDEFINED ? around : Math.min(around, end);
        this.depth = parent == null ? 0 : parent.depth + (kind == Kind.SEQUENCE ? 1 : 0);
        if (parent != null) {
            inherit(parent);
        }
    }

    /** What items take over from the data set they are in, as long as they do not say otherwise. */
    void inherit(Level outer) {
        repertoire = outer.repertoire;
        pixelRepresentation = outer.pixelRepresentation;
    }

    static Level root(TransferSyntax syntax) {
        return new Level(Kind.ITEM, null, 0, null, UNDEFINED, !syntax.explicitVr(), syntax.bigEndian());
    }

    Level item(long end) {
        return new Level(Kind.ITEM, this, 0, null, end, implicit, bigEndian);
    }

    /** The items of an unknown VR are always implicit VR little endian (PS3.5 section 6.2.2). */
    Level sequence(int tag, Vr vr, long end) {
        boolean unknown = vr == Vr.UN;
        return new Level(Kind.SEQUENCE, this, tag, Vr.SQ, end, implicit || unknown, bigEndian && !unknown);
    }

    /** @param start where the first item begins */
    Level fragments(int tag, Vr vr, long start) {
        Level fragments = new Level(Kind.FRAGMENTS, this, tag, vr, UNDEFINED, implicit, bigEndian);
        fragments.start = start;
        return fragments;
    }

    void add(Element element) {
        if (!elements.isEmpty() && Integer.compareUnsigned(elements.getLast().tag(), element.tag()) >= 0) {
            ordered = false;
        }
        elements.add(element);
        idsStale |= Arrays.binarySearch(IDENTIFYING, element.tag()) >= 0;
        if (element instanceof Element.Value value) {
            if (value.tag() == Tags.SpecificCharacterSet) {
                repertoire = Repertoire.of(value.bytes());
            } else if (value.tag() == Tags.PixelRepresentation && value.bytes().length >= 2) {
                pixelRepresentation = Numbers.unsignedShort(value.bytes(), 0);
            }
        }
    }

    /** The VR that implicit encodings leave to be looked up. */
    Vr lookUp(int tag) {
        return Dictionary.signable(tag) && pixelRepresentation == 1 ? Vr.SS : Dictionary.vr(tag);
    }

    /** Elements out of order are put in order; of those sent twice the first counts. */
    Dataset dataset() {
        Element[] all = elements.toArray(Element[]::new);
        if (ordered) {
            return new Dataset(all, repertoire);
        }
        Arrays.sort(all, Comparator.comparing(Element::tag, Integer::compareUnsigned));
        int kept = 0;
        for (Element element : all) {
            if (kept == 0 || all[kept - 1].tag() != element.tag()) {
                all[kept++] = element;
            }
        }
        return new Dataset(Arrays.copyOf(all, kept), repertoire);
    }

    /** What names the instance, or null while it is incomplete. Cheap to ask again and again. */
    InstanceIds ids() {
        if (idsStale) {
            idsStale = false;
            ids = missingId() != 0 ? null : new InstanceIds(
                    new StudyUid(uid(Tags.StudyInstanceUID)),
                    new SeriesUid(uid(Tags.SeriesInstanceUID)),
                    new SopInstanceUid(uid(Tags.SOPInstanceUID)),
                    uid(Tags.SOPClassUID));
        }
        return ids;
    }

    /** The first attribute that names the instance and is missing or no UID; 0 when all are there. */
    int missingId() {
        for (int id : IDENTIFYING) {
            if (uid(id) == null) {
                return id;
            }
        }
        return 0;
    }

    private String uid(int tag) {
        for (Element element : elements) {
            if (element.tag() == tag && element instanceof Element.Value value) {
                try {
                    return Uid.checked(new String(value.bytes(), StandardCharsets.ISO_8859_1));
                } catch (IllegalArgumentException notAUid) {
                    return null;
                }
            }
        }
        return null;
    }
}
