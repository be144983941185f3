package org.cloudfilm.storage.record;

import java.util.List;
import org.cloudfilm.storage.object.ObjectKey;

/** Places in a content whose base64 text lies in the object store, in ascending order of position. */
public record AttachmentCuts(List<Cut> cuts) {

    public static final AttachmentCuts NONE = new AttachmentCuts(List.of());

    public AttachmentCuts {
        cuts = List.copyOf(cuts);
    }

    public boolean isEmpty() {
        return cuts.isEmpty();
    }

    /**
     * @param position in the content, in bytes, between the two quotes of the emptied string
     * @param object   holds the decoded bytes
     * @param length   of the decoded bytes
     */
    public record Cut(int position, ObjectKey object, long length) {}
}
