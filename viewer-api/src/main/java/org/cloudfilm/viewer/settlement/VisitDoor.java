package org.cloudfilm.viewer.settlement;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.person.DisplayName;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets clinicians to the visits of their own hospital, by a decision of who may read them. */
final class VisitDoor {

    private final JdbcClient sql;
    private final PlatformRecords records;
    private final Patients patients;

    VisitDoor(DataSource dataSource, PlatformRecords records) {
        this.sql = JdbcClient.create(dataSource);
        this.records = records;
        this.patients = new Patients(dataSource);
    }

    /** @param encounter logical id @param patient logical id of the Patient */
    record Visited(String encounter, String patient, String name) {}

    /** Empty when there is no such visit, or it is another hospital's, or it is not theirs to read. */
    Optional<Visited> find(Requester.Clinician who, String encounter) {
        if (!RecordId.wellFormed(encounter)) {
            return Optional.empty();
        }
        RecordId id = new RecordId(ResourceType.ENCOUNTER, encounter);
        return records.read(who, id, Purpose.TREAT)
                .filter(said -> own(who, id))
                .flatMap(VisitDoor::patient)
                .map(patient -> new Visited(encounter, patient.id(), records.read(who, patient, Purpose.TREAT)
                        .map(DisplayName::of)
                        .orElse("")));
    }

    /**
     * Whether a charge or a settlement is of this visit's patient, perhaps under another number of the same person. Asks
     * once for each number, for as long as the answer is used.
     */
    Predicate<Charge.Visit> ofPatient(Visited visited) {
        Map<Charge.Visit, Boolean> known = new HashMap<>();
        return then -> known.computeIfAbsent(then, visit -> patients.isOf(visit, visited.patient));
    }

    private boolean own(Requester.Clinician who, RecordId visit) {
        return sql.sql("select exists (select from record where self = :self and hospital = :hospital)")
                .param("self", visit.key())
                .param("hospital", who.hospital().value())
                .query(Boolean.class)
                .single();
    }

    private static Optional<RecordId> patient(JsonDocument encounter) {
        int subject = encounter.find(encounter.root(), "subject");
        int reference = subject < 0 ? -1 : encounter.find(subject, "reference");
        return reference < 0 || encounter.kind(reference) != JsonKind.STRING
                ? Optional.empty()
                : RecordId.parse(encounter.string(reference)).filter(id -> id.type() == ResourceType.PATIENT);
    }
}
