package org.cloudfilm.storage.record.search;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a page ended: all that the next one needs, so that nothing is kept between them. Whoever forges one sees no
 * more than another search would show.
 *
 * @param query   hash of the search's parameters
 * @param highest record number at the time of the first page; later records are not part of the search
 * @param keys    sort keys of the last row, as PostgreSQL writes them
 * @param rid     number of the last row's record
 */
record PageToken(long query, long highest, List<String> keys, long rid) {

    private static final int VERSION = 1;
    private static final int LONGEST = 4096;

    String encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(query);
            out.writeLong(highest);
            out.writeLong(rid);
            out.writeByte(keys.size());
            for (String key : keys) {
                out.writeUTF(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** Empty for whatever {@link #encode} did not write. */
    static Optional<PageToken> decode(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            long query = in.readLong();
            long highest = in.readLong();
            long rid = in.readLong();
            int size = in.readUnsignedByte();
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                keys.add(in.readUTF());
            }
            PageToken token = new PageToken(query, highest, List.copyOf(keys), rid);
            return in.read() < 0 ? Optional.of(token) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
