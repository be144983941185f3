package org.cloudfilm.storage.record;

import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Follows {@code Patient.link} of type replaced-by: which Patient a number that a hospital has given up means now. */
public final class FindSurvivor {

    private static final int LONGEST_CHAIN = 20;

    private final JdbcClient sql;

    public FindSurvivor(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /**
     * Empty when the patient stands for itself. A link to what is no Patient of the hospital is not followed. Joins the
     * caller's transaction.
     */
    public Optional<RecordId> of(HospitalId hospital, RecordId patient) {
        Optional<RecordId> survivor = Optional.empty();
        Optional<byte[]> content = content(hospital, patient);
        for (int i = 0; i < LONGEST_CHAIN && content.isPresent(); i++) {
            Optional<RecordId> next = replacedBy(content.get()).filter(id -> id.type() == ResourceType.PATIENT);
            content = next.flatMap(id -> content(hospital, id));
            survivor = content.isPresent() ? next : survivor;
        }
        return survivor;
    }

    /** The one to name a person by: the survivor where it is the same person, otherwise the patient itself. */
    public RecordId standing(HospitalId hospital, RecordId patient) {
        return of(hospital, patient).filter(survivor -> onePerson(patient, survivor)).orElse(patient);
    }

    private boolean onePerson(RecordId one, RecordId other) {
        return sql.sql("""
                        select exists (
                          select from patient_record a join patient_record b on b.person_id = a.person_id
                          where a.subject = :one and b.subject = :other)
                        """)
                .param("one", one.key())
                .param("other", other.key())
                .query(Boolean.class)
                .single();
    }

    private Optional<byte[]> content(HospitalId hospital, RecordId patient) {
        return sql.sql("select content from record where self = :self and hospital = :hospital and not deleted")
                .param("self", patient.key())
                .param("hospital", hospital.value())
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    private static Optional<RecordId> replacedBy(byte[] content) {
        try {
            JsonDocument patient = JsonDocument.parse(content);
            int links = patient.find(patient.root(), "link");
            for (int link = links < 0 ? -1 : patient.firstChild(links); link >= 0; link = patient.next(link)) {
                int type = patient.find(link, "type");
                int other = patient.find(link, "other");
                int reference = other < 0 ? -1 : patient.find(other, "reference");
                if (type >= 0 && reference >= 0 && patient.isString(type, "replaced-by")) {
                    return RecordId.parse(patient.string(reference));
                }
            }
            return Optional.empty();
        } catch (JsonFormatException e) {
            throw new IllegalStateException("a stored record is no JSON", e);
        }
    }
}
