package org.cloudfilm.storage.person;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds or makes the person a hospital's patient is, by strong identifiers only: a resident ID that passes its check
 * and agrees with birth date and name. Anything weaker is left unlinked.
 *
 * <p>Safe to call at once from anywhere: the first of two concurrent calls about a new person makes it, the other
 * finds it. A person left without a patient, because the caller's own work failed afterwards, does no harm.
 */
public final class LinkPerson {

    /** The identifier system of the resident ID (GB 11643), as an OID. */
    public static final String RESIDENT_ID_OID = "2.16.156.10011.1.3";

    private final JdbcClient sql;
    private final PersonDirectory directory;

    public LinkPerson(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
        this.directory = new PersonDirectory(dataSource);
    }

    /** The person, or empty when the identification is weak or contradicts the name the person is known by. */
    public Optional<PersonId> link(Identification identification) {
        if (!identification.strong()) {
            return Optional.empty();
        }
        ResidentId number = identification.residentId().orElseThrow();
        String[] names = identification.nameKeys().toArray(String[]::new);
        return directory.find(number)
                .or(() -> create(number, names))
                .filter(person -> agrees(person, names));
    }

    /** One statement, so that a person never stands without its identifier and first name. */
    private Optional<PersonId> create(ResidentId number, String[] names) {
        sql.sql("""
                        with new_identifier as (
                          insert into person_identifier (system, value, person_id)
                          values (:system, :value, gen_random_uuid())
                          on conflict do nothing
                          returning person_id),
                        new_person as (
                          insert into person (id) select person_id from new_identifier returning id)
                        insert into person_name (person_id, name_key)
                        select id, name_key from new_person, unnest(:names::text[]) as name_key
                        """)
                .param("system", RESIDENT_ID_OID)
                .param("value", number.value())
                .param("names", names)
                .update();
        return directory.find(number);
    }

    private boolean agrees(PersonId person, String[] names) {
        boolean shared = sql.sql("""
                        select exists (
                          select from person_name where person_id = :person and name_key = any(:names::text[]))
                        """)
                .param("person", person.value())
                .param("names", names)
                .query(Boolean.class)
                .single();
        if (shared) {
            sql.sql("""
                            insert into person_name (person_id, name_key)
                            select :person, unnest(:names::text[]) on conflict do nothing
                            """)
                    .param("person", person.value())
                    .param("names", names)
                    .update();
        }
        return shared;
    }
}
