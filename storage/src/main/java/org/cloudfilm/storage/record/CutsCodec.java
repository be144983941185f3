package org.cloudfilm.storage.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.cloudfilm.storage.object.ObjectKey;
import org.cloudfilm.storage.record.AttachmentCuts.Cut;

/** {@link AttachmentCuts} as bytes in the database: for each cut its position, the object's key and its length. */
public final class CutsCodec {

    private CutsCodec() {}

    static byte[] encode(AttachmentCuts cuts) {
        if (cuts.isEmpty()) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(cuts.cuts().size());
            for (Cut cut : cuts.cuts()) {
                out.writeInt(cut.position());
                out.writeUTF(cut.object().value());
                out.writeLong(cut.length());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static AttachmentCuts decode(byte[] bytes) {
        if (bytes == null) {
            return AttachmentCuts.NONE;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = in.readUnsignedShort();
            List<Cut> cuts = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                cuts.add(new Cut(in.readInt(), new ObjectKey(in.readUTF()), in.readLong()));
            }
            return new AttachmentCuts(cuts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
