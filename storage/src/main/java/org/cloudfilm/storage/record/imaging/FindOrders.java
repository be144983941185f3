package org.cloudfilm.storage.record.imaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.imaging.StudyFacts.Accession;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;
import org.cloudfilm.storage.record.search.MatchCriteria;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the orders of a study by accession number and issuer. Accession numbers are typed and repeated: an order counts
 * only when it is about the film's person, or about a patient who goes by the film's patient ID. That the hospital may
 * have given to several people: then the order has to be about the film's person.
 */
final class FindOrders {

    private final JdbcClient sql;
    private final MatchCriteria matching;

    FindOrders(DataSource dataSource, MatchCriteria matching) {
        this.sql = JdbcClient.create(dataSource);
        this.matching = matching;
    }

    List<Order> find(StudyFacts study) {
        List<Order> orders = new ArrayList<>();
        for (Accession accession : study.accessions()) {
            String system = IdentifierSystems.accession(study.hospital(), accession.issuer());
            List<RecordId> found = matching.match(study.hospital().id(), ResourceType.SERVICE_REQUEST,
                    FindSubject.identifier(system, accession.number().strip()));
            // two orders under one number: nobody can tell which
            if (found.size() == 1 && orders.stream().noneMatch(order -> order.id().equals(found.getFirst()))) {
                order(study, found.getFirst()).ifPresent(orders::add);
            }
        }
        return orders;
    }

    private Optional<Order> order(StudyFacts study, RecordId id) {
        return sql.sql("""
                        select r.content,
                          exists (select from patient_record p
                                  where p.subject = r.subject and p.person_id = :person::uuid) as person,
                          exists (select from record_token t
                                  where t.param = :identifier and t.code = :number and t.subject = r.subject) as number, r.labels
                        from record r where r.self = :self and not r.deleted
                        """)
                .param("person", study.patient().person().orElse(null))
                .param("identifier", FindSubject.IDENTIFIER)
                .param("number", Key64.of(study.patient().id()))
                .param("self", id.key())
                .query((row, n) -> new Candidate(
                        row.getBytes(1), row.getBoolean(2), row.getBoolean(3), row.getInt(4)))
                .optional()
                .filter(candidate -> candidate.samePerson || candidate.sameNumber && !study.patient().shared())
                .map(candidate -> {
                    JsonDocument content = JsonDocument.ofStored(candidate.content);
                    Optional<RecordId> patient = reference(content, "subject", ResourceType.PATIENT);
                    return new Order(id, reference(content, "encounter", ResourceType.ENCOUNTER),
                            patient.filter(one -> candidate.sameNumber), candidate.labels);
                });
    }

    private record Candidate(byte[] content, boolean samePerson, boolean sameNumber, int labels) {}

    private static Optional<RecordId> reference(JsonDocument content, String member, ResourceType type) {
        int element = content.find(content.root(), member);
        int text = element < 0 ? -1 : content.find(element, "reference");
        return text < 0 || content.kind(text) != JsonKind.STRING
                ? Optional.empty()
                : RecordId.parse(content.string(text)).filter(id -> id.type() == type);
    }
}
