package org.cloudfilm.viewer.recognition;

import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts how often results were opened; whether they were then recognised is counted apart. */
final class Openings {

    private final JdbcClient sql;

    Openings(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** @param from where the report was made */
    record Opening(Instant at, Requester.Clinician who, HospitalId from, RecordId report, Optional<String> item, String specialty) {}

    void add(Opening opening) {
        sql.sql("""
                        insert into recognition_opening (opened_at, hospital, clinician, from_hospital, object, item,
                          specialty)
                        values (:at, :hospital, :clinician, :from, :object, :item, :specialty)
                        """)
                .param("at", Decisions.at(opening.at))
                .param("hospital", opening.who.hospital().value())
                .param("clinician", opening.who.id())
                .param("from", opening.from.value())
                .param("object", opening.report.toString())
                .param("item", opening.item.orElse(null))
                .param("specialty", opening.specialty)
                .update();
    }
}
