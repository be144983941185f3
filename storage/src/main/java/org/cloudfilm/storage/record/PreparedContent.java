package org.cloudfilm.storage.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;
import org.cloudfilm.storage.record.json.SplicedJson;

/** A resource that was found good, and what must be changed in its bytes before they are stored. */
final class PreparedContent {

    private record Edit(int start, int end, byte[] text, CutAttachments.Stored cut) {}

    /** What is stored. */
    record Rendered(byte[] content, AttachmentCuts cuts) {}

    private final JsonDocument document;
    private final List<Edit> edits = new ArrayList<>();

    PreparedContent(JsonDocument document) {
        this.document = document;
    }

    JsonDocument document() {
        return document;
    }

    void replaceText(int start, int end, String text) {
        edits.add(new Edit(start, end, text.getBytes(StandardCharsets.UTF_8), null));
    }

    /** Empties a string whose base64 text lies elsewhere. */
    void cut(int node, CutAttachments.Stored stored) {
        edits.add(new Edit(document.start(node) + 1, document.end(node) - 1, new byte[0], stored));
    }

    /** The content with this id, version and time, all else as it was sent. */
    Rendered render(RecordId id, int version, String lastUpdated) {
        List<Edit> all = new ArrayList<>(edits);
        addId(all, id);
        addMeta(all, version, lastUpdated);
        all.sort(Comparator.comparingInt(Edit::start));
        int begin = document.start(document.root());
        SplicedJson spliced = new SplicedJson(document.bytes(), begin, document.end(document.root()));
        List<AttachmentCuts.Cut> cuts = new ArrayList<>(0);
        int shift = -begin;
        for (Edit edit : all) {
            spliced.replace(edit.start, edit.end, edit.text);
            if (edit.cut != null) {
                cuts.add(new AttachmentCuts.Cut(edit.start + shift, edit.cut.key(), edit.cut.length()));
            }
            shift += edit.text.length - (edit.end - edit.start);
        }
        return new Rendered(spliced.toBytes(), cuts.isEmpty() ? AttachmentCuts.NONE : new AttachmentCuts(cuts));
    }

    private void addId(List<Edit> all, RecordId id) {
        int node = document.find(document.root(), "id");
        if (node >= 0) {
            all.add(edit(document.start(node), document.end(node), '"' + id.id() + '"'));
        } else {
            all.add(edit(afterType(), afterType(), ",\"id\":\"" + id.id() + '"'));
        }
    }

    private void addMeta(List<Edit> all, int version, String lastUpdated) {
        String ours = "\"versionId\":\"" + version + "\",\"lastUpdated\":\"" + lastUpdated + '"';
        int meta = document.find(document.root(), "meta");
        if (meta < 0 || document.kind(meta) != JsonKind.OBJECT) {
            int id = document.find(document.root(), "id");
            int at = id < 0 ? afterType() : document.end(id);
            all.add(edit(at, at, ",\"meta\":{" + ours + '}'));
            return;
        }
        boolean known = replaceMember(all, meta, "versionId", Integer.toString(version));
        boolean timed = replaceMember(all, meta, "lastUpdated", lastUpdated);
        if (!known || !timed) {
            String missing = known ? "\"lastUpdated\":\"" + lastUpdated + '"'
                    : timed ? "\"versionId\":\"" + version + '"' : ours;
            int at = document.start(meta) + 1;
            all.add(edit(at, at, document.size(meta) > 0 ? missing + ',' : missing));
        }
    }

    private boolean replaceMember(List<Edit> all, int object, String name, String value) {
        int node = document.find(object, name);
        if (node >= 0) {
            all.add(edit(document.start(node), document.end(node), '"' + value + '"'));
        }
        return node >= 0;
    }

    private int afterType() {
        return document.end(document.find(document.root(), "resourceType"));
    }

    private static Edit edit(int start, int end, String text) {
        return new Edit(start, end, text.getBytes(StandardCharsets.UTF_8), null);
    }
}
