package org.cloudfilm.storage.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.person.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks up how a clinician stands to persons: visits, consents and broken glass, in one statement. */
final class Standings {

    /** Whoever has an open visit and has consented: what all else is looked up for, where nobody is named. */
    private static final String CONSENTING = """
            select p.person_id from consent_grant g
            join person n on n.id = g.person_id
            join patient_record p
              on p.person_id = case when n.merged_into is null then n.id else standing_person(n.id) end
            join visit v on v.subject = p.subject and v.hospital = :hospital and v.open
            where g.hospital = :hospital and not g.deny and g.withdrawn_at is null
              and g.starts <= :now and g.ends > :now
            """;

    private static final String VISITING = """
            select p.person_id from visit v join patient_record p on p.subject = v.subject
            where v.hospital = :hospital and v.open and p.person_id is not null
            """;

    private static final String BEHIND_GLASS = """
            select standing_person(b.person_id) from break_glass b
            where b.clinician = :clinician and b.hospital = :hospital and b.until > :now and b.at <= :now
              and b.state <> 'unjustified'
            """;

    private static final String NAMED = "select unnest(:persons::uuid[])";

    private static final String STATEMENT = """
            with sought (person) as (%s)
            select s.person,
              exists (
                select from patient_record p join visit v on v.subject = p.subject and v.hospital = :hospital
                where p.person_id = s.person and (v.open or v.ended_at >= :since)) as treats,
              (select v.id from patient_record p join visit v on v.subject = p.subject and v.hospital = :hospital
               where p.person_id = s.person and v.open
               order by v.started_at desc nulls last, v.id limit 1) as visit,
              c.consents, c.labels, c.ends, c.denied, b.id::text as glass, b.until
            from sought s
            left join lateral (
              select string_agg(coalesce(g.consent_record, g.id::text), ' ' order by g.starts, g.id)
                  filter (where not g.deny) as consents,
                coalesce(bit_or(g.labels) filter (where not g.deny), 0) as labels,
                min(g.ends) filter (where not g.deny) as ends,
                coalesce(bool_or(g.deny), false) as denied
              from consent_grant g
              where g.person_id in (select persons_behind(s.person))
                and (g.hospital = :hospital or g.hospital is null) and g.purpose = 'TREAT'
                and g.withdrawn_at is null and g.starts <= :now and g.ends > :now) c on true
            left join lateral (
              select b.id, b.until from break_glass b
              where b.person_id in (select persons_behind(s.person))
                and b.clinician = :clinician and b.hospital = :hospital
                and b.at <= :now and b.until > :now and b.state <> 'unjustified'
              order by b.until desc limit 1) b on true
            """;

    private final JdbcClient sql;
    private final AccessSettings settings;

    Standings(DataSource dataSource, AccessSettings settings) {
        this.sql = JdbcClient.create(dataSource);
        this.settings = settings;
    }

    /** To these persons. */
    List<Standing> to(Requester.Clinician who, Collection<PersonId> persons, Instant now) {
        return persons.isEmpty() ? List.of() : find(NAMED, who, persons, now);
    }

    /** To all persons of whom more than the hospital's own may be read; others may be among them. */
    List<Standing> toAll(Requester.Clinician who, Instant now) {
        String visiting = settings.unasked() == AccessSettings.Default.OPT_OUT ? VISITING : CONSENTING;
        return find(visiting + " union " + BEHIND_GLASS, who, List.of(), now);
    }

    private List<Standing> find(String sought, Requester.Clinician who, Collection<PersonId> persons, Instant now) {
        return sql.sql(STATEMENT.formatted(sought))
                .param("persons", persons.stream().map(PersonId::value).toArray(UUID[]::new))
                .param("hospital", who.hospital().value())
                .param("clinician", who.id())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("since", now.minus(settings.recentVisit()).atOffset(ZoneOffset.UTC))
                .query((row, n) -> standing(row))
                .list();
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                new PersonId(row.getObject("person", UUID.class)),
                row.getBoolean("treats"),
                row.getString("visit"),
                row.getString("consents"),
                row.getInt("labels"),
                moment(row, "ends").orElse(null),
                row.getBoolean("denied"),
                row.getString("glass"),
                moment(row, "until").orElse(null));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
