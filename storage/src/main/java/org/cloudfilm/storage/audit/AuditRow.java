package org.cloudfilm.storage.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** A row of audit_entry as the entry it was written from. */
final class AuditRow {

    private AuditRow() {}

    static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("on_behalf"),
                row.getString("action"),
                row.getString("object"),
                row.getString("purpose"),
                row.getString("outcome"),
                row.getString("reason"));
    }
}
