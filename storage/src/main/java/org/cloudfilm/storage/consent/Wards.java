package org.cloudfilm.storage.consent;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.person.FhirIdentification;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.person.PatientNumber;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.person.ResidentId;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.DateInterval;
import org.cloudfilm.storage.record.index.SearchParameters;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The children somebody answers for: whom a hospital's RelatedPerson (R4 section 8.7) with the guardian's resident ID says
 * to be a ward, as long as the record is active and the child under eighteen. A hospital says so of its own patients alone.
 */
public final class Wards {

    private static final int IDENTIFIER =
            SearchParameters.find(ResourceType.RELATED_PERSON, "identifier").orElseThrow().rows().getFirst().number();
    private static final String RESIDENT_ID = "urn:oid:" + LinkPerson.RESIDENT_ID_OID;
    private static final int AGE = 18;
    private static final int MOST = 100;

    /** v3-RoleCode: guardian, parent, mother, father. */
    private static final Set<String> GUARDIANS = Set.of("GUARD", "PRN", "MTH", "FTH");

    private final JdbcClient sql;

    public Wards(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /**
     * What makes somebody a ward.
     *
     * @param relatedPerson id of the record that says so
     * @param until         when it ends by itself: the child grows up, or the record's period is over
     */
    public record Ward(String relatedPerson, Instant until) {

        private static Ward lasting(Ward one, Ward other) {
            return other.until.isAfter(one.until) ? other : one;
        }
    }

    public Map<PersonId, Ward> of(ResidentId guardian, Instant now) {
        Map<PersonId, Ward> wards = new LinkedHashMap<>();
        sql.sql("""
                        select c.person_id, c.id, c.content, c.born from (
                          select p.person_id, r.id, r.rid, r.content,
                            (select min(i.birth_date) from identity i where i.person_id = p.person_id) as born
                          from record_token t
                          join record r on r.rid = t.rid and r.type = :type and not r.deleted
                          join patient_record p on p.subject = r.subject and p.hospital = r.hospital
                          where t.param = :param and t.code = any(:codes::bigint[]) and p.person_id is not null) c
                        where c.born > :adult order by c.rid limit :most
                        """)
                .param("type", ResourceType.RELATED_PERSON.number())
                .param("param", IDENTIFIER)
                .param("codes", codes(guardian))
                .param("adult", LocalDate.ofInstant(now, LocalZone.ZONE).minusYears(AGE))
                .param("most", MOST)
                .query(row -> {
                    JsonDocument related = JsonDocument.ofStored(row.getBytes(3));
                    Instant until = earlier(grownUp(row.getObject(4, LocalDate.class)), end(related));
                    if (now.isBefore(until) && namesGuardian(related, guardian, now)) {
                        PersonId ward = new PersonId(row.getObject(1, UUID.class));
                        wards.merge(ward, new Ward(row.getString(2), until), Ward::lasting);
                    }
                });
        return wards;
    }

    private static Instant grownUp(LocalDate born) {
        return born.plusYears(AGE).atStartOfDay(LocalZone.ZONE).toInstant();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static boolean namesGuardian(JsonDocument related, ResidentId guardian, Instant now) {
        int active = related.find(related.root(), "active");
        return (active < 0 || related.kind(active) == JsonKind.TRUE)
                && begun(related, now)
                && related.elements(related.root(), "relationship").stream()
                        .anyMatch(concept -> guards(related, concept))
                && related.elements(related.root(), "identifier").stream()
                        .anyMatch(one -> is(related, one, guardian));
    }

    private static boolean begun(JsonDocument related, Instant now) {
        String start = inPeriod(related, "start");
        return interval(start).map(one -> !now.isBefore(one.from())).orElse(start.isEmpty());
    }

    /** Of its period; long ago where that cannot be read. */
    private static Instant end(JsonDocument related) {
        String end = inPeriod(related, "end");
        return interval(end).map(DateInterval::until).orElse(end.isEmpty() ? Instant.MAX : Instant.MIN);
    }

    private static String inPeriod(JsonDocument related, String name) {
        int period = related.find(related.root(), "period");
        return period < 0 ? "" : related.text(period, name);
    }

    private static Optional<DateInterval> interval(String text) {
        return DateInterval.parse(text, LocalZone.ZONE);
    }

    private static boolean guards(JsonDocument related, int concept) {
        return related.elements(concept, "coding").stream()
                .anyMatch(coding -> related.text(coding, "system").endsWith("/v3-RoleCode")
                        && GUARDIANS.contains(related.text(coding, "code")));
    }

    /** The check character is written either way. */
    private static Long[] codes(ResidentId guardian) {
        return new Long[] {Key64.of(guardian.value()), Key64.of(guardian.value().toLowerCase(Locale.ROOT))};
    }

    /** Under the state's own system: another number of the same digits is somebody else's. */
    private static boolean is(JsonDocument related, int identifier, ResidentId guardian) {
        String system = related.text(identifier, "system");
        String value = related.text(identifier, "value");
        return !system.isBlank()
                && !value.isBlank()
                && FhirIdentification.strong(new PatientNumber(system, value))
                        .equals(FhirIdentification.strong(new PatientNumber(RESIDENT_ID, guardian.value())));
    }
}
