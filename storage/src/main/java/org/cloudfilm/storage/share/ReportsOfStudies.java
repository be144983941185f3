package org.cloudfilm.storage.share;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the reports about studies among a person's records: those that name the study, and those of an order that the
 * study was made for. FHIR has no search parameter for the first (R4 section 10.4).
 */
final class ReportsOfStudies {

    private static final int MOST = 500;
    private static final Set<String> WRITTEN = Set.of("preliminary", "partial", "final", "amended", "corrected", "appended");

    private final JdbcClient sql;

    ReportsOfStudies(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    List<RecordId> find(UUID person, List<StudyUid> studies) {
        Set<String> names = new HashSet<>();
        for (StudyUid study : studies) {
            names.add("ImagingStudy/" + study);
            names.add("urn:oid:" + study);
        }
        Set<String> orders = orders(studies);
        return sql.sql("""
                        select id, content from record
                        where type = :type and not deleted
                          and subject in (select subject from patient_record where person_id = :person)
                        order by rid desc limit :most
                        """)
                .param("type", ResourceType.DIAGNOSTIC_REPORT.number())
                .param("person", person)
                .param("most", MOST)
                // read one by one: contents may be large
                .query((row, n) -> Content.read(row.getBytes(2)).isAbout(names, orders) ? row.getString(1) : "")
                .list()
                .stream()
                .filter(id -> !id.isEmpty())
                .map(id -> new RecordId(ResourceType.DIAGNOSTIC_REPORT, id))
                .toList();
    }

    private Set<String> orders(List<StudyUid> studies) {
        Long[] keys = studies.stream()
                .map(study -> new RecordId(ResourceType.IMAGING_STUDY, study.value()).key())
                .toArray(Long[]::new);
        return sql.sql("select content from record where self = any(:keys::bigint[]) and not deleted")
                .param("keys", keys)
                .query((row, n) -> row.getBytes(1))
                .list()
                .stream()
                .flatMap(content -> Content.read(content).references("basedOn").stream())
                .collect(Collectors.toSet());
    }

    private record Content(JsonDocument json) {

        static Content read(byte[] record) {
            return new Content(JsonDocument.ofStored(record));
        }

        boolean isAbout(Set<String> studies, Set<String> orders) {
            return WRITTEN.contains(json.text(json.root(), "status"))
                    && (references("imagingStudy").stream().anyMatch(studies::contains)
                            || references("basedOn").stream().anyMatch(orders::contains));
        }

        /** What the references of a list name, by address or by identifier. */
        Set<String> references(String member) {
            Set<String> names = new HashSet<>();
            for (int each : json.elements(json.root(), member)) {
                names.add(json.text(each, "reference"));
                int identifier = json.find(each, "identifier");
                names.add(identifier < 0 ? "" : json.text(identifier, "value"));
            }
            names.remove("");
            return names;
        }
    }
}
