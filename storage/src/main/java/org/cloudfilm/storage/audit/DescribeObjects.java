package org.cloudfilm.storage.audit;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.TrailPermit;
import org.cloudfilm.storage.consent.TrailPermit.Scope;
import org.cloudfilm.storage.person.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says in a patient's words what an entry of the trail is about, to those whose films they are and to nobody else. */
public final class DescribeObjects {

    private static final String STUDY_RECORD = "ImagingStudy/";

    private final JdbcClient sql;

    public DescribeObjects(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /**
     * Descriptions by object as the trail names it; those of which nothing can be said are left out.
     *
     * @param objects of entries that were read under the same permit
     */
    public Map<String, String> describe(TrailPermit permit, Collection<String> objects) {
        if (!(permit.scope() instanceof Scope.AboutPersons(List<PersonId> persons))) {
            return Map.of();
        }
        Map<String, String> films = new HashMap<>();
        sql.sql("""
                        select s.uid, s.description, s.study_date, array_to_string(s.modalities, '/')
                        from study s join patient p on p.id = s.patient
                        where s.uid = any(:uids::text[]) and p.person_id = any(:persons::uuid[])
                        """)
                .param("uids", objects.stream().map(DescribeObjects::uid).distinct().toArray(String[]::new))
                .param("persons", persons.stream().map(PersonId::value).toArray(UUID[]::new))
                .query(row -> {
                    String what = row.getString(2).isBlank() ? row.getString(4) : row.getString(2);
                    LocalDate date = row.getObject(3, LocalDate.class);
                    films.put(row.getString(1), date == null ? what : what + " · " + date);
                });
        Map<String, String> described = new HashMap<>();
        for (String object : objects) {
            String film = films.get(uid(object));
            if (film != null) {
                described.put(object, film);
            }
        }
        return described;
    }

    private static String uid(String object) {
        return object.startsWith(STUDY_RECORD) ? object.substring(STUDY_RECORD.length()) : object;
    }
}
