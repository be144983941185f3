package org.cloudfilm.storage.consent;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.cloudfilm.storage.record.json.JsonFormatException;
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

    /** Each ward with the id of a RelatedPerson that says so. */
    public Map<PersonId, String> of(ResidentId guardian, Instant now) {
        Map<PersonId, String> wards = new LinkedHashMap<>();
        sql.sql("""
                        select p.person_id, r.id, r.content
                        from record_token t
                        join record r on r.rid = t.rid and r.type = :type and not r.deleted
                        join patient_record p on p.subject = r.subject and p.hospital = r.hospital
                        where t.param = :param and t.code = any(:codes::bigint[]) and p.person_id is not null
                          and (select min(i.birth_date) from identity i where i.person_id = p.person_id) > :adult
                        order by r.rid limit :most
                        """)
                .param("type", ResourceType.RELATED_PERSON.number())
                .param("param", IDENTIFIER)
                .param("codes", codes(guardian))
                .param("adult", LocalDate.ofInstant(now, LocalZone.ZONE).minusYears(AGE))
                .param("most", MOST)
                .query(row -> {
                    if (namesGuardian(parsed(row.getBytes(3)), guardian, now)) {
                        wards.putIfAbsent(new PersonId(row.getObject(1, UUID.class)), row.getString(2));
                    }
                });
        return wards;
    }

    private static boolean namesGuardian(JsonDocument related, ResidentId guardian, Instant now) {
        int active = related.find(related.root(), "active");
        return (active < 0 || related.kind(active) == JsonKind.TRUE)
                && within(related, now)
                && elements(related, "relationship").stream().anyMatch(concept -> guards(related, concept))
                && elements(related, "identifier").stream().anyMatch(one -> is(related, one, guardian));
    }

    private static boolean within(JsonDocument related, Instant now) {
        int period = related.find(related.root(), "period");
        if (period < 0) {
            return true;
        }
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        Optional<String> start = text(related, period, "start");
        Optional<String> end = text(related, period, "end");
        return start.flatMap(Wards::interval).map(one -> one.lo() <= micros).orElse(start.isEmpty())
                && end.flatMap(Wards::interval).map(one -> micros < one.hi()).orElse(end.isEmpty());
    }

    private static Optional<DateInterval> interval(String text) {
        return DateInterval.parse(text, LocalZone.ZONE);
    }

    private static boolean guards(JsonDocument related, int concept) {
        int codings = related.find(concept, "coding");
        for (int coding = codings < 0 ? -1 : related.firstChild(codings); coding >= 0; coding = related.next(coding)) {
            String system = text(related, coding, "system").orElse("");
            if (system.endsWith("/v3-RoleCode") && text(related, coding, "code").filter(GUARDIANS::contains).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** The check character is written either way. */
    private static Long[] codes(ResidentId guardian) {
        return new Long[] {Key64.of(guardian.value()), Key64.of(guardian.value().toLowerCase(Locale.ROOT))};
    }

    /** Under the state's own system: another number of the same digits is somebody else's. */
    private static boolean is(JsonDocument related, int identifier, ResidentId guardian) {
        Optional<String> system = text(related, identifier, "system");
        Optional<String> value = text(related, identifier, "value");
        return system.isPresent()
                && value.isPresent()
                && FhirIdentification.strong(new PatientNumber(system.get(), value.get()))
                        .equals(FhirIdentification.strong(new PatientNumber(RESIDENT_ID, guardian.value())));
    }

    private static List<Integer> elements(JsonDocument document, String name) {
        List<Integer> found = new ArrayList<>();
        int array = document.find(document.root(), name);
        for (int child = array < 0 ? -1 : document.firstChild(array); child >= 0; child = document.next(child)) {
            found.add(child);
        }
        return found;
    }

    private static Optional<String> text(JsonDocument document, int object, String name) {
        int node = document.find(object, name);
        return node >= 0 && document.kind(node) == JsonKind.STRING
                ? Optional.of(document.string(node))
                : Optional.empty();
    }

    private static JsonDocument parsed(byte[] content) {
        try {
            return JsonDocument.parse(content);
        } catch (JsonFormatException e) {
            throw new IllegalStateException("a stored record is no JSON", e);
        }
    }
}
