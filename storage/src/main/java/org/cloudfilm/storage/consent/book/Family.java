package org.cloudfilm.storage.consent.book;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.Wards;
import org.cloudfilm.storage.person.DisplayName;
import org.cloudfilm.storage.person.PersonDirectory;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whom a patient may speak for: themselves, and the children whose parent or guardian a hospital says they are. Who is
 * under fourteen does not decide alone (Personal Information Protection Law, article 31): a guardian does.
 */
public final class Family {

    private static final int DECIDES_FROM = 14;

    private final JdbcClient sql;
    private final PersonDirectory persons;
    private final Wards wards;
    private final InstantSource clock;

    public Family(DataSource dataSource, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.persons = new PersonDirectory(dataSource);
        this.wards = new Wards(dataSource);
        this.clock = clock;
    }

    /**
     * @param self          the patient, who is signed in
     * @param decides       whether what the signed-in patient says of consents counts for this person
     * @param relatedPerson the record by which the patient is the guardian; empty for themselves
     */
    public record Member(PersonId person, boolean self, boolean decides, Optional<RecordId> relatedPerson) {}

    /** The patient first, if any hospital knows them. */
    public List<Member> of(Requester.Patient patient) {
        Instant now = clock.instant();
        List<Member> family = new ArrayList<>();
        Optional<PersonId> self = persons.find(patient.residentId());
        self.ifPresent(person -> family.add(new Member(person, true, decides(patient, now), Optional.empty())));
        wards.of(patient.residentId(), now).forEach((ward, by) -> {
            if (!self.equals(Optional.of(ward))) {
                family.add(new Member(
                        ward, false, true, Optional.of(new RecordId(ResourceType.RELATED_PERSON, by.relatedPerson()))));
            }
        });
        return family;
    }

    private static boolean decides(Requester.Patient patient, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, LocalZone.ZONE);
        return !patient.residentId().birthDate().isAfter(today.minusYears(DECIDES_FROM));
    }

    /**
     * How the members are told apart: their names as the newest of their hospitals' Patients has them.
     *
     * @param name may be empty
     */
    public record Face(Member member, String name, Optional<LocalDate> birthDate) {

        @Override
        public String toString() {
            return "Face[" + member.person + "]";
        }
    }

    public List<Face> faces(Requester.Patient patient) {
        return of(patient).stream().map(this::face).toList();
    }

    private Face face(Member member) {
        return sql.sql("""
                        select (select min(birth_date) from identity where person_id = :person),
                          (select r.content from patient_record p join record r on r.rid = p.rid
                           where p.person_id = :person and not r.deleted order by r.rid desc limit 1)
                        """)
                .param("person", member.person.value())
                .query((row, n) -> new Face(
                        member,
                        Optional.ofNullable(row.getBytes(2)).map(Family::name).orElse(""),
                        Optional.ofNullable(row.getObject(1, LocalDate.class))))
                .single();
    }

    private static String name(byte[] patient) {
        return DisplayName.of(JsonDocument.ofStored(patient));
    }

    public List<PersonId> personsOf(Requester.Patient patient) {
        return of(patient).stream().map(Member::person).toList();
    }
}
