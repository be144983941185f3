package org.cloudfilm.storage.film;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What the catalogue has under one SOP Instance UID. Of two versions with the same number the one received last is the
 * newer: the number was given again because the database had lost the first when the second came.
 *
 * @param present newest first, at least one
 */
record Versions(List<Present> present) {

    record Present(
            long id, long study, long series, String hospital, byte[] digest, int version, StudyContents.Place place,
            Instant received) {}

    static Versions find(Connection db, SopInstanceUid uid) throws SQLException {
        try (PreparedStatement find = db.prepareStatement("""
                select i.id, i.study, i.series, s.hospital, i.digest, i.version, i.pack, i.position, i.received_at
                from instance i join study s on s.id = i.study where i.uid = ?
                order by i.superseded, i.version desc, i.received_at desc
                """)) {
            find.setString(1, uid.value());
            List<Present> present = new ArrayList<>();
            ResultSet row = find.executeQuery();
            while (row.next()) {
                PackId pack = new PackId(row.getObject(7, UUID.class));
                present.add(new Present(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4),
                        row.getBytes(5), row.getInt(6), new StudyContents.Place(pack, row.getLong(8)),
                        row.getObject(9, OffsetDateTime.class).toInstant()));
            }
            if (present.isEmpty()) {
                throw new SQLException("an instance refused as present is absent", "40001");
            }
            return new Versions(present);
        }
    }

    Present newest() {
        return present.getFirst();
    }

    /** What its pack says, or one more than the newest. What comes back gets the number it had. */
    int numberOf(NewInstance instance) {
        int given = instance.record().version();
        if (given > 0) {
            return given;
        }
        if (!instance.back() || !isBefore(instance, newest())) {
            return newest().version() + 1;
        }
        int before = present.stream()
                .filter(one -> !isBefore(instance, one)).mapToInt(Present::version).max().orElse(0);
        return Math.min(before + 1, newest().version());
    }

    boolean hasNewerThan(NewInstance instance, int version) {
        return version < newest().version() || version == newest().version() && isBefore(instance, newest());
    }

    private static boolean isBefore(NewInstance instance, Present other) {
        return instance.record().receivedAt().isBefore(other.received());
    }
}
