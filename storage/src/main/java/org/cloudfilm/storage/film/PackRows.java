package org.cloudfilm.storage.film;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** The pack table, and what the instance table says of one pack. Commits are flushed: sealing is a promise. */
final class PackRows {

    private final DataSource dataSource;
    private final StudyRecords records;

    PackRows(DataSource dataSource, StudyRecords records) {
        this.dataSource = dataSource;
        this.records = records;
    }

    /** Versions of all instances, superseded ones included, that the catalogue believes to be in a pack, by position. */
    Map<Long, Integer> versions(PackId pack) throws SQLException {
        try (Connection db = dataSource.getConnection();
                PreparedStatement select =
                        db.prepareStatement("select position, version from instance where pack = ?")) {
            select.setObject(1, pack.value());
            ResultSet row = select.executeQuery();
            Map<Long, Integer> versions = new HashMap<>();
            while (row.next()) {
                versions.put(row.getLong(1), row.getInt(2));
            }
            return versions;
        }
    }

    /**
     * Removes instances whose bytes are not there: they were never acknowledged. A version they had superseded becomes
     * the newest again.
     */
    void remove(PackId pack, Set<Long> positions) throws SQLException {
        try (Connection db = dataSource.getConnection()) {
            Connections.inTransaction(db, () -> {
                for (long position : positions) {
                    Sql.update(db, "delete from instance where pack = ? and position = ?", pack.value(), position);
                }
                Sql.update(db, """
                        update instance set superseded = false where id in (
                          select distinct on (uid) id from instance i
                          where study = (select study from pack where id = ?) and superseded
                            and not exists (select from instance c where c.uid = i.uid and not c.superseded)
                          order by uid, version desc, received_at desc)
                        """, pack.value());
                recount(db, pack);
                return prune(db, study(db, pack));
            });
        }
    }

    private record Study(long id, StudyUid uid) {}

    private static Optional<Study> study(Connection db, PackId pack) throws SQLException {
        try (PreparedStatement select = db.prepareStatement(
                "select id, uid from study where id = (select study from pack where id = ?)")) {
            select.setObject(1, pack.value());
            ResultSet row = select.executeQuery();
            return row.next()
                    ? Optional.of(new Study(row.getLong(1), new StudyUid(row.getString(2))))
                    : Optional.empty();
        }
    }

    private boolean prune(Connection db, Optional<Study> study) throws SQLException {
        if (study.isPresent()) {
            EmptyRows.prune(db, study.get().id());
            records.follow(db, study.get().uid());
        }
        return study.isPresent();
    }

    /** Brings the records of a study up to date. Sealing does so too, so this need not be flushed. */
    void follow(StudyUid study) throws IOException {
        try (Connection db = dataSource.getConnection()) {
            Connections.inTransaction(db, () -> {
                Sql.update(db, "set local synchronous_commit = off");
                records.follow(db, study);
                return study;
            });
        } catch (SQLException e) {
            throw new IOException("the records of a study cannot be written", e);
        }
    }

    private static int recount(Connection db, PackId pack) throws SQLException {
        Sql.update(db, """
                update series set n_instances =
                  (select count(*) from instance i where i.series = series.id and not i.superseded)
                where study = (select study from pack where id = ?)
                """, pack.value());
        return Sql.update(db, """
                update study set version = version + 1, n_instances =
                  (select count(*) from instance i where i.study = study.id and not i.superseded)
                where id = (select study from pack where id = ?)
                """, pack.value());
    }

    /** Also makes sure that the records of the study list all that is in the pack: nobody comes back to it. */
    void sealed(PackId pack, PackFooter footer, long size, Instant at) throws SQLException {
        change(pack, true, """
                update pack p set size = ?, state = case
                    when state = 'stored' then state
                    when state = 'replaced' and not exists (select from instance i where i.pack = p.id) then state
                    else 'sealed' end,
                  body_end = ?, metadata_base = ?, records = ?, sealed_at = coalesce(sealed_at, ?)
                where id = ?
                """, size, footer.bodyEnd(), footer.metadata(), footer.records(), at.atOffset(ZoneOffset.UTC),
                pack.value());
    }

    void stored(PackId pack, String objectKey, Instant at) throws SQLException {
        change(pack, false, """
                update pack set state = case state when 'replaced' then state else 'stored' end, object_key = ?, stored_at = ?
                where id = ?
                """, objectKey, at.atOffset(ZoneOffset.UTC), pack.value());
    }

    private void change(PackId pack, boolean follow, String update, Object... values) throws SQLException {
        try (Connection db = dataSource.getConnection()) {
            Connections.inTransaction(db, () -> {
                Sql.update(db, update, values);
                Optional<Study> study = study(db, pack);
                if (study.isPresent()) {
                    relocated(db, study.get().id());
                    if (follow) {
                        records.follow(db, study.get().uid());
                    }
                }
                return study;
            });
        }
    }

    void delete(PackId pack) throws SQLException {
        try (Connection db = dataSource.getConnection()) {
            Connections.inTransaction(db, () -> {
                Optional<Study> study = study(db, pack);
                Sql.update(db, """
                        delete from pack p where id = ? and not exists (select from instance i where i.pack = p.id)
                        """, pack.value());
                return prune(db, study);
            });
        }
    }

    /** Packs this node should hold because they are in no object store. */
    List<PackId> waiting(String node) throws SQLException {
        return ids("select id from pack where state in ('open', 'sealed') and node = ?", node);
    }

    /** All packs that should be whole somewhere. */
    List<PackId> sealed() throws SQLException {
        return ids("select id from pack where state in ('sealed', 'stored')");
    }

    /** Whether it should be whole somewhere; not so when it was replaced, or forgotten since. */
    boolean isKept(PackId pack) throws SQLException {
        return !ids("select id from pack where id = ? and state in ('sealed', 'stored')", pack.value()).isEmpty();
    }

    /** Packs without instances, because what they held is kept elsewhere. */
    List<PackId> replaced() throws SQLException {
        return ids("select id from pack where state = 'replaced'");
    }

    /** Those of the packs that instances are still expected in. */
    Set<PackId> inUse(Set<PackId> packs) throws SQLException {
        return new HashSet<>(ids("select distinct pack from instance where pack = any(?::uuid[])",
                (Object) PackId.values(packs)));
    }

    /** Removes packs that were replaced before that moment, once all else of their study is in the object store. */
    List<PackId> forgetReplaced(Instant before) throws SQLException {
        return ids("""
                delete from pack p where state = 'replaced' and replaced_at < ?
                  and not exists (select from instance where pack = p.id)
                  and not exists (select from pack o where o.study = p.study and o.state in ('open', 'sealed'))
                returning id
                """, before.atOffset(ZoneOffset.UTC));
    }

    /** What readers remember of where the bytes of a study lie is old; what its records say is as recent as it was. */
    static int relocated(Connection db, long study) throws SQLException {
        return Sql.update(db, """
                update study set version = version + 1,
                  recorded = case recorded when version then version + 1 else recorded end
                where id = ?
                """, study);
    }

    /** Whether the catalogue has these very bytes of an instance, wherever they lie. */
    boolean has(SopInstanceUid instance, byte[] digest) throws SQLException {
        return !ids("select pack from instance where uid = ? and digest = ?", instance.value(), digest).isEmpty();
    }

    private List<PackId> ids(String query, Object... values) throws SQLException {
        try (Connection db = dataSource.getConnection();
                PreparedStatement select = db.prepareStatement(query)) {
            Sql.bind(select, values);
            ResultSet row = select.executeQuery();
            List<PackId> packs = new ArrayList<>();
            while (row.next()) {
                packs.add(new PackId(row.getObject(1, UUID.class)));
            }
            return packs;
        }
    }
}
