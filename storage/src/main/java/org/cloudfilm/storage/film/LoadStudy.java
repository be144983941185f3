package org.cloudfilm.storage.film;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.cloudfilm.storage.film.dicom.FrameTable;
import org.cloudfilm.storage.film.dicom.TransferSyntax;

/** Reads everything a reader needs of one study from the catalogue. */
final class LoadStudy {

    private final Connection db;
    private final StudyUid uid;
    private final Map<PackId, StudyContents.Pack> packs = new HashMap<>();
    private final Map<StudyContents.Place, PackRecord.Chunk> metadata = new HashMap<>();
    private final Map<String, TransferSyntax> syntaxes = new HashMap<>();

    LoadStudy(Connection db, StudyUid uid) {
        this.db = db;
        this.uid = uid;
    }

    /** Null when nothing is stored under that UID. */
    StudyContents load() throws SQLException {
        long id;
        long change;
        // the version is read first: what changes meanwhile is then noticed by the next check
        try (PreparedStatement study = db.prepareStatement("select id, version from study where uid = ?")) {
            study.setString(1, uid.value());
            ResultSet row = study.executeQuery();
            if (!row.next()) {
                return null;
            }
            id = row.getLong(1);
            change = row.getLong(2);
        }
        List<SeriesIndex> series = series(id);
        loadPacks(id);
        if (series.isEmpty()) {
            return null;
        }
        String version = digest(series.stream().map(one -> one.series().value() + one.version()));
        return new StudyContents(new StudyIndex(uid, version, series), change, metadata, packs);
    }

    private List<SeriesIndex> series(long study) throws SQLException {
        try (PreparedStatement select = db.prepareStatement("""
                select s.uid, i.uid, i.sop_class, i.transfer_syntax, i.number, i.pack, i.position, i.length, i.digest,
                  i.frames, i.meta_offset, i.meta_length, i.meta_plain, i.meta_crc
                from instance i join series s on s.id = i.series
                where i.study = ? and not i.superseded
                order by s.number nulls last, s.uid, i.number nulls last, i.uid
                """)) {
            select.setLong(1, study);
            ResultSet row = select.executeQuery();
            List<SeriesIndex> all = new ArrayList<>();
            List<StoredInstance> instances = new ArrayList<>();
            SeriesUid current = null;
            while (row.next()) {
                String next = row.getString(1);
                if (current == null || !current.value().equals(next)) {
                    close(current, instances, all);
                    current = new SeriesUid(next);
                }
                instances.add(instance(row, current));
            }
            close(current, instances, all);
            return all;
        }
    }

    private static void close(SeriesUid series, List<StoredInstance> instances, List<SeriesIndex> all) {
        if (!instances.isEmpty()) {
            all.add(new SeriesIndex(series, digest(instances.stream().map(StoredInstance::contentKey)), instances));
            instances.clear();
        }
    }

    private StoredInstance instance(ResultSet row, SeriesUid series) throws SQLException {
        StoredInstance instance = new StoredInstance(
                uid,
                series,
                new SopInstanceUid(row.getString(2)),
                row.getString(3).intern(),
                syntaxes.computeIfAbsent(row.getString(4), TransferSyntax::new),
                row.getInt(5),
                new PackId(row.getObject(6, UUID.class)),
                row.getLong(7),
                row.getLong(8),
                HexFormat.of().formatHex(row.getBytes(9)),
                FrameTable.decode(row.getBytes(10)));
        metadata.put(StudyContents.Place.of(instance),
                new PackRecord.Chunk(row.getLong(11), row.getInt(12), row.getInt(13), row.getInt(14)));
        return instance;
    }

    private void loadPacks(long study) throws SQLException {
        try (PreparedStatement select = db.prepareStatement("""
                select id, state, boundary, body_start, body_end, metadata_base, records from pack where study = ?
                """)) {
            select.setLong(1, study);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                PackId id = new PackId(row.getObject(1, UUID.class));
                packs.put(id, new StudyContents.Pack(id, row.getString(2).equals("open"), row.getString(3),
                        row.getLong(4), row.getLong(5), row.getLong(6), row.getInt(7)));
            }
        }
    }

    private static String digest(Stream<String> parts) {
        ContentDigest digest = new ContentDigest();
        parts.forEach(part -> {
            byte[] bytes = part.getBytes(StandardCharsets.US_ASCII);
            digest.update(bytes, 0, bytes.length);
        });
        return digest.hex();
    }
}
