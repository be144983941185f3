package org.cloudfilm.storage.share;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.LinkContents;
import org.cloudfilm.storage.consent.Wards;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.person.ResidentId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What links open, as of each moment: a report that is written after the link was made is in it too. A link whose last
 * opening has been used still opens what it names, for the tokens that were given out with that opening; each of them
 * ends within the hour. What a guardian shared opens as long as the child is a ward.
 */
public final class SharedLinks implements LinkContents {

    private final JdbcClient sql;
    private final ReportsOfStudies reports;
    private final Wards wards;

    public SharedLinks(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
        this.reports = new ReportsOfStudies(dataSource);
        this.wards = new Wards(dataSource);
    }

    private record Row(UUID person, Optional<ResidentId> guardian, boolean images, boolean report, Instant until) {}

    @Override
    public Optional<Opens> find(UUID link, Instant at) {
        return sql.sql("""
                        select standing_person(person_id), guardian, images, report, expires_at from share
                        where id = :id and revoked_at is null and expires_at > :now and failures < attempts
                        """)
                .param("id", link)
                .param("now", at.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Row(
                        row.getObject(1, UUID.class),
                        Optional.ofNullable(row.getString(2)).map(ResidentId::new),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .optional()
                .filter(row -> row.guardian.isEmpty()
                        || wards.of(row.guardian.get(), at).containsKey(new PersonId(row.person)))
                .map(row -> opens(row, studies(link, row.person)));
    }

    private Opens opens(Row row, List<StudyUid> studies) {
        Set<RecordId> records = new HashSet<>();
        if (row.report) {
            records.addAll(reports.find(row.person, studies));
        }
        if (row.images) {
            studies.forEach(study -> records.add(new RecordId(ResourceType.IMAGING_STUDY, study.value())));
        } else {
            // whose the reports are; where there are images, they say it themselves
            records.addAll(patients(row.person, studies));
        }
        return new Opens(new PersonId(row.person), row.images ? Set.copyOf(studies) : Set.of(), records, row.until);
    }

    /** Those that are still the person's. */
    private List<StudyUid> studies(UUID link, UUID person) {
        return sql.sql("""
                        select s.uid from share_study n join study s on s.uid = n.study join patient p on p.id = s.patient
                        where n.share = :link and p.person_id = :person order by s.uid
                        """)
                .param("link", link)
                .param("person", person)
                .query((row, n) -> new StudyUid(row.getString(1)))
                .list();
    }

    /** The Patient records in whose compartments the studies' records are. */
    private List<RecordId> patients(UUID person, List<StudyUid> studies) {
        Long[] keys = studies.stream()
                .map(study -> new RecordId(ResourceType.IMAGING_STUDY, study.value()).key())
                .toArray(Long[]::new);
        return sql.sql("""
                        select distinct patient.id from record film
                        join patient_record owner on owner.subject = film.subject and owner.person_id = :person
                        join record patient on patient.self = owner.subject and not patient.deleted
                        where film.self = any(:keys::bigint[])
                        """)
                .param("person", person)
                .param("keys", keys)
                .query((row, n) -> new RecordId(ResourceType.PATIENT, row.getString(1)))
                .list();
    }
}
