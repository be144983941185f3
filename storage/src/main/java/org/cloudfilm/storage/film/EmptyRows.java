package org.cloudfilm.storage.film;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What was refused or undone leaves no study behind that could be listed, or that would own its UID. */
final class EmptyRows {

    private EmptyRows() {}

    /** Removes series without instances, and the study if neither an instance nor a pack is left of it. */
    static void prune(Connection db, long study) throws SQLException {
        int series = Sql.update(db, """
                delete from series s where study = ? and not exists (select from instance i where i.series = s.id)
                """, study);
        if (series > 0) {
            recountSeries(db, study);
        }
        try (PreparedStatement find = db.prepareStatement("""
                delete from study s where id = ? and not exists (select from pack where study = s.id)
                  and not exists (select from instance i where i.study = s.id)
                returning patient
                """)) {
            find.setLong(1, study);
            ResultSet removed = find.executeQuery();
            if (removed.next()) {
                prunePatient(db, removed.getLong(1));
            }
        }
    }

    static void prunePatient(Connection db, long patient) throws SQLException {
        Sql.update(db, "delete from patient p where id = ? and not exists (select from study where patient = p.id)",
                patient);
    }

    /** What a study says of its series, from the series themselves. */
    static void recountSeries(Connection db, long study) throws SQLException {
        Sql.update(db, """
                update study set version = version + 1,
                  n_series = (select count(*) from series s where s.study = study.id),
                  modalities = (select coalesce(array_agg(distinct m order by m), '{}')
                                from series s, unnest(string_to_array(nullif(s.modality, ''), '\\')) m
                                where s.study = study.id)
                where id = ?
                """, study);
    }
}
