package org.cloudfilm.storage.record.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A range of bytes written out again with some of its parts replaced, the rest as it was. */
public final class SplicedJson {

    private final byte[] source;
    private final int from;
    private final int to;
    private final List<Edit> edits = new ArrayList<>(4);
    private int growth;

    public SplicedJson(byte[] source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
    }

    /** Of a whole document. */
    public static SplicedJson of(JsonDocument document) {
        return new SplicedJson(
                document.bytes(), document.start(document.root()), document.end(document.root()));
    }

    /** Parts must not overlap; several insertions at one place keep their order. */
    public SplicedJson replace(int start, int end, byte[] replacement) {
        edits.add(new Edit(start, end, replacement));
        growth += replacement.length - (end - start);
        return this;
    }

    public SplicedJson replace(int start, int end, String replacement) {
        return replace(start, end, replacement.getBytes(StandardCharsets.UTF_8));
    }

    public SplicedJson insert(int at, String text) {
        return replace(at, at, text);
    }

    public byte[] toBytes() {
        edits.sort(Comparator.comparingInt(Edit::start));
        byte[] out = new byte[to - from + growth];
        int written = 0;
        int read = from;
        for (Edit edit : edits) {
            if (edit.start < read || edit.end > to) {
                throw new IllegalStateException("edits overlap");
            }
            System.arraycopy(source, read, out, written, edit.start - read);
            written += edit.start - read;
            System.arraycopy(edit.replacement, 0, out, written, edit.replacement.length);
            written += edit.replacement.length;
            read = edit.end;
        }
        System.arraycopy(source, read, out, written, to - read);
        return out;
    }

    private record Edit(int start, int end, byte[] replacement) {}
}
