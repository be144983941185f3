package org.cloudfilm.storage.film;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.object.ObjectKey;

/** What the catalogue has to do with the merging of packs. Commits are flushed: packs are deleted after them. */
record MovePacks(DataSource dataSource, String node) {

    /** A study with many small packs. */
    record Scattered(long id, StudyUid uid, HospitalId hospital) {}

    record Small(PackId id, long size, Instant createdAt) {}

    /**
     * @param restingSince nothing came for them after it
     * @param recent       and some pack was stored after this
     * @param small        bytes of a small pack
     * @param atLeast      so many small packs
     */
    List<Scattered> scattered(Instant restingSince, Instant recent, long small, int atLeast, int limit)
            throws SQLException {
        try (Connection db = dataSource.getConnection();
                PreparedStatement select = db.prepareStatement("""
                        select s.id, s.uid, s.hospital from pack p join study s on s.id = p.study
                        where p.state = 'stored' and p.size < ? and p.stored_at > ? and s.updated_at < ?
                          and not exists (select from pack o where o.study = s.id and o.state in ('open', 'sealed'))
                        group by s.id having count(*) >= ? limit ?
                        """)) {
            Sql.bind(select, small, recent.atOffset(ZoneOffset.UTC), restingSince.atOffset(ZoneOffset.UTC), atLeast, limit);
            ResultSet row = select.executeQuery();
            List<Scattered> found = new ArrayList<>();
            while (row.next()) {
                found.add(new Scattered(row.getLong(1), new StudyUid(row.getString(2)), new HospitalId(row.getString(3))));
            }
            return found;
        }
    }

    /** The oldest small packs of a study, as many as make up so many bytes. */
    List<Small> smallPacks(Scattered study, long small, long bytes) throws SQLException {
        try (Connection db = dataSource.getConnection();
                PreparedStatement select = db.prepareStatement("""
                        select id, size, created_at from pack where study = ? and state = 'stored' and size < ?
                        order by created_at, id
                        """)) {
            Sql.bind(select, study.id(), small);
            ResultSet row = select.executeQuery();
            List<Small> found = new ArrayList<>();
            long sum = 0;
            while (row.next() && (sum += row.getLong(2)) <= bytes) {
                found.add(new Small(new PackId(row.getObject(1, UUID.class)), row.getLong(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()));
            }
            return found;
        }
    }

    /** From now on the pack is removed unless its instances are moved to it. */
    void announce(Scattered study, MergedPack merged, PackFooter footer, long size, Instant now)
            throws SQLException {
        PackHeader header = merged.header();
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        try (Connection db = dataSource.getConnection()) {
            Sql.update(db, """
                    insert into pack (id, study, node, state, boundary, size, body_start, body_end, metadata_base, records,
                      created_at, sealed_at, replaced_at)
                    values (?, ?, ?, 'replaced', ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    header.id().value(), study.id(), node, header.boundary(), size, PackHeader.LENGTH + 2,
                    footer.bodyEnd(), footer.metadata(), footer.records(), header.createdAt().atOffset(ZoneOffset.UTC),
                    at, at);
        }
    }

    /** All or nothing: somebody else may have moved an instance, or removed the new pack, meanwhile. */
    void move(Scattered study, MergedPack merged, ObjectKey key, Instant now) throws SQLException {
        try (Connection db = dataSource.getConnection()) {
            Connections.inTransaction(db, () -> {
                UUID to = merged.header().id().value();
                OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
                require(1, Sql.update(db, """
                        update pack set state = 'stored', object_key = ?, stored_at = ?, replaced_at = null
                        where id = ? and state = 'replaced'
                        """, key.value(), at, to));
                movePlaces(db, merged);
                Sql.update(db, """
                        update pack p set state = 'replaced', replaced_at = ?
                        where id = any(?::uuid[]) and not exists (select from instance i where i.pack = p.id)
                        """, at, PackId.values(merged.sources()));
                return PackRows.relocated(db, study.id());
            });
        }
    }

    private static void movePlaces(Connection db, MergedPack merged) throws SQLException {
        try (PreparedStatement update = db.prepareStatement(
                "update instance set pack = ?, position = ?, meta_offset = ? where pack = ? and position = ?")) {
            for (MergedPack.Move move : merged.moves()) {
                Sql.bind(update, merged.header().id().value(), move.to().position(), move.to().meta().offset(),
                        move.from().pack().value(), move.from().position());
                update.addBatch();
            }
            for (int updated : update.executeBatch()) {
                require(1, updated);
            }
        }
    }

    private static void require(int expected, int updated) throws SQLException {
        if (updated != expected) {
            throw new SQLException("packs changed while they were merged", "40001");
        }
    }
}
