package org.cloudfilm.storage.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Follows {@code Patient.link}: which Patient a number that a hospital has given up means now, and what was given up for it. */
public final class FindSurvivor {

    private static final int LONGEST_CHAIN = 20;
    private static final int GIVEN_UP_AT_MOST = 200;

    private final JdbcClient sql;

    public FindSurvivor(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /**
     * Empty when the patient stands for itself. A link to what is no Patient of the hospital is not followed. Joins the
     * caller's transaction.
     */
    public Optional<RecordId> of(HospitalId hospital, RecordId patient) {
        List<RecordId> successors = successors(hospital, patient);
        return successors.isEmpty() ? Optional.empty() : Optional.of(successors.getLast());
    }

    /** Who took the patient's number over, and who took over theirs: the survivor is the last. */
    List<RecordId> successors(HospitalId hospital, RecordId patient) {
        List<RecordId> successors = new ArrayList<>();
        Optional<byte[]> content = content(hospital, patient);
        while (content.isPresent() && successors.size() < LONGEST_CHAIN) {
            Optional<RecordId> next = linked(content.get(), "replaced-by").stream()
                    .findFirst()
                    .filter(id -> !id.equals(patient) && !successors.contains(id));
            content = next.flatMap(id -> content(hospital, id));
            if (content.isPresent()) {
                successors.add(next.get());
            }
        }
        return successors;
    }

    /** The patient and all whose numbers were given up for its own, those given up for theirs as well. */
    Set<RecordId> replaced(HospitalId hospital, RecordId patient) {
        Set<RecordId> found = new LinkedHashSet<>(Set.of(patient));
        Deque<RecordId> unread = new ArrayDeque<>(found);
        while (!unread.isEmpty() && found.size() < GIVEN_UP_AT_MOST) {
            content(hospital, unread.remove()).ifPresent(content -> linked(content, "replaces").stream()
                    .filter(found::add)
                    .forEach(unread::add));
        }
        return found;
    }

    /** The one to name a person by: the survivor where it is the same person, otherwise the patient itself. */
    public RecordId standing(HospitalId hospital, RecordId patient) {
        return of(hospital, patient).filter(survivor -> onePerson(patient, survivor)).orElse(patient);
    }

    /** Whether two Patients are known to be one person. */
    public boolean onePerson(RecordId one, RecordId other) {
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

    /** The Patients that a Patient has links of a type to. */
    private static List<RecordId> linked(byte[] content, String wanted) {
        List<RecordId> found = new ArrayList<>();
        JsonDocument patient = JsonDocument.ofStored(content);
        int links = patient.find(patient.root(), "link");
        for (int link = links < 0 ? -1 : patient.firstChild(links); link >= 0; link = patient.next(link)) {
            int type = patient.find(link, "type");
            int other = patient.find(link, "other");
            int reference = other < 0 ? -1 : patient.find(other, "reference");
            if (type >= 0 && reference >= 0 && patient.isString(type, wanted)) {
                RecordId.parse(patient.string(reference))
                        .filter(id -> id.type() == ResourceType.PATIENT)
                        .ifPresent(found::add);
            }
        }
        return found;
    }
}
