package org.cloudfilm.storage.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.sql.KeptPlan;
import org.springframework.jdbc.core.RowMapper;
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
    private static final RowMapper<Standing> STANDING = (row, n) -> standing(row);

    /** In sets, so that thousands in a hospital that all consented cost no more than their rows. */
    private static final String STATEMENT = """
            with recursive sought (person) as (%s),
            behind (person, id) as (
              select person, person from sought
              union all
              select b.person, p.id from behind b join person p on p.merged_into = b.id),
            visits as (
              select s.person, bool_or(v.open or v.ended_at >= :since) as treats,
                (array_agg(v.id order by v.started_at desc nulls last, v.id) filter (where v.open))[1] as visit
              from sought s
              join patient_record p on p.person_id = s.person
              join visit v on v.subject = p.subject and v.hospital = :hospital
              group by s.person),
            consents as (
              select b.person,
                string_agg(coalesce(g.consent_record, g.id::text), ' ' order by g.starts, g.id)
                  filter (where not g.deny) as consents,
                bit_or(g.labels) filter (where not g.deny) as labels,
                min(g.ends) filter (where not g.deny) as ends,
                bool_or(g.deny) as denied
              from behind b join consent_grant g on g.person_id = b.id
              where (g.hospital = :hospital or g.hospital is null) and g.purpose = 'TREAT'
                and g.withdrawn_at is null and g.starts <= :now and g.ends > :now
              group by b.person),
            glass as (
              select distinct on (b.person) b.person, g.id::text as glass, g.until
              from break_glass g join behind b on b.id = g.person_id
              where g.clinician = :clinician and g.hospital = :hospital
                and g.at <= :now and g.until > :now and g.state <> 'unjustified'
              order by b.person, g.until desc)
            select s.person, coalesce(v.treats, false) as treats, v.visit,
              c.consents, coalesce(c.labels, 0) as labels, c.ends, coalesce(c.denied, false) as denied, g.glass, g.until
            from sought s
            left join visits v on v.person = s.person
            left join consents c on c.person = s.person
            left join glass g on g.person = s.person
            """;

    private final JdbcClient sql;
    private final KeptPlan.Named toNamed;
    private final AccessSettings settings;

    Standings(DataSource dataSource, AccessSettings settings) {
        this.sql = JdbcClient.create(dataSource);
        this.toNamed = new KeptPlan(dataSource).named(STATEMENT.formatted(NAMED));
        this.settings = settings;
    }

    /** To these persons. */
    List<Standing> to(Requester.Clinician who, Collection<PersonId> persons, Instant now) {
        if (persons.isEmpty()) {
            return List.of();
        }
        Map<String, Object> values = values(who, now);
        values.put("persons", PersonId.values(persons));
        return toNamed.query(values, STANDING);
    }

    /** To all persons of whom more than the hospital's own may be read; others may be among them. */
    List<Standing> toAll(Requester.Clinician who, Instant now) {
        // "union" also takes out whoever is there twice
        String visiting = settings.unasked() == AccessSettings.Default.OPT_OUT ? VISITING : CONSENTING;
        return sql.sql(STATEMENT.formatted(visiting + " union " + BEHIND_GLASS))
                .params(values(who, now))
                .query(STANDING)
                .list();
    }

    private Map<String, Object> values(Requester.Clinician who, Instant now) {
        return new HashMap<>(Map.of(
                "hospital", who.hospital().value(),
                "clinician", who.id(),
                "now", now.atOffset(ZoneOffset.UTC),
                "since", now.minus(settings.recentVisit()).atOffset(ZoneOffset.UTC)));
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
