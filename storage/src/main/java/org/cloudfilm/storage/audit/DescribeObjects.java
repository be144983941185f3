package org.cloudfilm.storage.audit;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.TrailPermit;
import org.cloudfilm.storage.consent.TrailPermit.Scope;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says in a patient's words what an entry of the trail is about, to those whose films they are and to nobody else. */
public final class DescribeObjects {

    private static final String STUDY_RECORD = "ImagingStudy/";
    private static final String PERSON = "Person/";

    private final JdbcClient sql;

    public DescribeObjects(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** @param label of a film, such as {@code CT Chest · 2026-03-01}; of anything else empty */
    public record Described(Optional<String> label, PersonId person) {}

    /**
     * Descriptions by object as the trail names it; those of which nothing can be said are left out.
     *
     * @param objects of entries that were read under the same permit
     */
    public Map<String, Described> describe(TrailPermit permit, Collection<String> objects) {
        if (!(permit.scope() instanceof Scope.AboutPersons(List<PersonId> persons)) || objects.isEmpty()) {
            return Map.of();
        }
        UUID[] ids = PersonId.values(persons);
        Map<String, Described> described = persons(ids);
        described.putAll(records(ids, objects));
        Map<String, Described> films = films(ids, objects);
        for (String object : objects) {
            Described film = films.get(uid(object));
            if (film != null) {
                described.put(object, film);
            }
        }
        return described;
    }

    private Map<String, Described> persons(UUID[] persons) {
        Map<String, Described> described = new HashMap<>();
        sql.sql("select one, whose from unnest(:persons::uuid[]) whose, persons_behind(whose) one")
                .param("persons", persons)
                .query(row -> {
                    described.put(PERSON + row.getString(1), of(null, row.getObject(2, UUID.class)));
                });
        return described;
    }

    private Map<String, Described> records(UUID[] persons, Collection<String> objects) {
        Map<String, Described> described = new HashMap<>();
        sql.sql("""
                        select r.type, r.id, p.person_id from record r join patient_record p on p.subject = r.subject
                        where r.self = any(:keys::int8[]) and p.person_id = any(:persons::uuid[])
                        """)
                .param("keys", objects.stream()
                        .flatMap(object -> RecordId.parse(object).stream())
                        .map(RecordId::key)
                        .distinct()
                        .toArray(Long[]::new))
                .param("persons", persons)
                .query(row -> {
                    RecordId record = new RecordId(ResourceType.ofNumber(row.getInt(1)), row.getString(2));
                    described.put(record.toString(), of(null, row.getObject(3, UUID.class)));
                });
        return described;
    }

    private Map<String, Described> films(UUID[] persons, Collection<String> objects) {
        Map<String, Described> films = new HashMap<>();
        sql.sql("""
                        select s.uid, s.description, s.study_date, array_to_string(s.modalities, '/'), p.person_id
                        from study s join patient p on p.id = s.patient
                        where s.uid = any(:uids::text[]) and p.person_id = any(:persons::uuid[])
                        """)
                .param("uids", objects.stream().map(DescribeObjects::uid).distinct().toArray(String[]::new))
                .param("persons", persons)
                .query(row -> {
                    String what = row.getString(2).isBlank() ? row.getString(4) : row.getString(2);
                    LocalDate date = row.getObject(3, LocalDate.class);
                    films.put(row.getString(1),
                            of(date == null ? what : what + " · " + date, row.getObject(5, UUID.class)));
                });
        return films;
    }

    private static Described of(String label, UUID person) {
        return new Described(Optional.ofNullable(label), new PersonId(person));
    }

    private static String uid(String object) {
        return object.startsWith(STUDY_RECORD) ? object.substring(STUDY_RECORD.length()) : object;
    }
}
