package org.cloudfilm.storage.record;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Records that came under one patient while another was taken for the same, and are the other's by what they name: the
 * number that was given up, beside the reference; a visit, an order, a charge of the other; or, of consents, whoever gave
 * them. What merely mentions the other's, such as earlier images, does not count.
 */
final class StrayRecords {

    /** Elements that say of what a record is a part. */
    private static final Set<String> OF = Set.of("encounter", "context", "basedOn", "partOf", "chargeItemReference");

    private final JdbcClient sql;

    StrayRecords(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    private record Number(String system, String value) {}

    /**
     * What a record names.
     *
     * @param wholes  of what it is a part
     * @param numbers by which it knows the patient
     */
    private record Names(RecordId patient, Set<RecordId> wholes, Set<Number> numbers) {}

    /**
     * Joins the caller's transaction.
     *
     * @param numbered the other and those whose numbers mean it
     */
    List<RecordId> find(HospitalId writer, RecordId patient, RecordId other, Set<RecordId> numbered) {
        Map<RecordId, Names> records = new LinkedHashMap<>();
        sql.sql("""
                        select type, id, content from record
                        where subject = :patient and self <> :patient and hospital = :writer and not deleted
                        """)
                .param("patient", patient.key())
                .param("writer", writer.value())
                .query(row -> {
                    RecordId record = new RecordId(ResourceType.ofNumber(row.getInt(1)), row.getString(2));
                    records.put(record, names(patient, row.getBytes(3)));
                });
        Set<Number> numbers = numbersOf(numbered);
        numbers.removeAll(numbersOf(Set.of(patient)));
        Set<RecordId> others = recordsOf(other, records.values());
        Set<RecordId> found = new LinkedHashSet<>(consentsOf(writer, patient, other));
        for (int before = -1; before < found.size(); ) {
            before = found.size();
            records.forEach((record, names) -> {
                if (names.numbers.stream().anyMatch(numbers::contains)
                        || names.wholes.stream().anyMatch(whole -> others.contains(whole) || found.contains(whole))) {
                    found.add(record);
                }
            });
        }
        return List.copyOf(found);
    }

    private Set<RecordId> recordsOf(RecordId patient, Collection<Names> named) {
        Map<Long, RecordId> wholes = new HashMap<>();
        named.forEach(names -> names.wholes.forEach(whole -> wholes.put(whole.key(), whole)));
        Set<RecordId> his = new HashSet<>();
        sql.sql("select self from record where self = any(:keys::bigint[]) and subject = :patient and not deleted")
                .param("keys", wholes.keySet().toArray(Long[]::new))
                .param("patient", patient.key())
                .query(row -> {
                    his.add(wholes.get(row.getLong(1)));
                });
        return his;
    }

    private List<RecordId> consentsOf(HospitalId writer, RecordId patient, RecordId other) {
        return sql.sql("""
                        select r.id from record r join consent_grant g on g.consent_record = r.id
                        join patient_record p on p.subject = :other
                        join patient_record q on q.subject = :patient
                        where r.subject = :patient and r.type = :consent and r.hospital = :writer and not r.deleted
                          and g.person_id in (select persons_behind(p.person_id))
                          and g.person_id not in (select persons_behind(q.person_id))
                        """)
                .param("other", other.key())
                .param("patient", patient.key())
                .param("consent", ResourceType.CONSENT.number())
                .param("writer", writer.value())
                .query((row, n) -> new RecordId(ResourceType.CONSENT, row.getString(1)))
                .list();
    }

    private Set<Number> numbersOf(Set<RecordId> patients) {
        Set<Number> numbers = new HashSet<>();
        sql.sql("select content from record where self = any(:patients::bigint[]) and not deleted")
                .param("patients", patients.stream().map(RecordId::key).toArray(Long[]::new))
                .query(row -> {
                    JsonDocument json = JsonDocument.ofStored(row.getBytes(1));
                    int list = json.find(json.root(), "identifier");
                    for (int one = list < 0 ? -1 : json.firstChild(list); one >= 0; one = json.next(one)) {
                        numbers.add(number(json, one));
                    }
                });
        return numbers;
    }

    private static Names names(RecordId patient, byte[] content) {
        Names names = new Names(patient, new HashSet<>(), new HashSet<>());
        JsonDocument json = JsonDocument.ofStored(content);
        collect(json, json.root(), "", names);
        return names;
    }

    /** @param element the name of the node, or of the list in which it is */
    private static void collect(JsonDocument json, int node, String element, Names names) {
        int reference = json.find(node, "reference");
        if (reference >= 0 && json.firstChild(reference) < 0) {
            if (OF.contains(element)) {
                RecordId.parse(json.string(reference)).ifPresent(names.wholes::add);
            }
            int identifier = json.find(node, "identifier");
            if (identifier >= 0 && json.isString(reference, names.patient.toString())) {
                names.numbers.add(number(json, identifier));
            }
        }
        for (int child = json.firstChild(node); child >= 0; child = json.next(child)) {
            String name = json.name(child);
            collect(json, child, name == null ? element : name, names);
        }
    }

    private static Number number(JsonDocument json, int identifier) {
        int system = json.find(identifier, "system");
        int value = json.find(identifier, "value");
        return new Number(system < 0 ? "" : json.string(system), value < 0 ? "" : json.string(value));
    }
}
