package org.cloudfilm.viewer.recognition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameters;
import org.cloudfilm.viewer.exam.Coding;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which Patient record of a hospital a patient is whom its own system speaks of. Tells nothing of the patient: whoever
 * reads on needs a permit.
 */
final class PatientRecords {

    private static final int IDENTIFIER =
            SearchParameters.find(ResourceType.PATIENT, "identifier").orElseThrow().number();

    private final JdbcClient sql;

    PatientRecords(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** By the key that records have as their subject. */
    Optional<RecordId> bySubject(long subject) {
        return sql.sql("select r.id from patient_record p join record r on r.rid = p.rid where p.subject = :subject")
                .param("subject", subject)
                .query((row, n) -> new RecordId(ResourceType.PATIENT, row.getString(1)))
                .optional();
    }

    /** The hospital's own Patient record of the person whose study it is; the newest when there are several. */
    Optional<RecordId> ofStudy(HospitalId hospital, RecordId study) {
        return sql.sql("""
                        select r.id from record s
                        left join patient_record theirs on theirs.subject = s.subject
                        join patient_record own on own.hospital = :hospital
                          and (own.subject = s.subject or own.person_id = theirs.person_id)
                        join record r on r.rid = own.rid and not r.deleted
                        where s.self = :self and s.id = :id
                        order by r.updated_at desc, r.id limit 1
                        """)
                .param("hospital", hospital.value())
                .param("self", study.key())
                .param("id", study.id())
                .query((row, n) -> new RecordId(ResourceType.PATIENT, row.getString(1)))
                .optional();
    }

    /**
     * What a hospital wrote of a patient and a visit that it names by their ids.
     *
     * @param patient whether there is such a Patient record
     * @param visitOf the subject of the visit; empty when there is no such visit
     */
    record Sent(boolean patient, Optional<Long> visitOf) {}

    Sent sent(HospitalId hospital, RecordId patient, Optional<RecordId> visit) {
        Map<Short, Long> subjects = new HashMap<>();
        sql.sql("""
                        select type, subject from record
                        where hospital = :hospital and not deleted
                          and (self = :patient and id = :patientId and type = :patientType
                            or self = :visit and id = :visitId and type = :visitType)
                        """)
                .param("hospital", hospital.value())
                .param("patient", patient.key())
                .param("patientId", patient.id())
                .param("patientType", ResourceType.PATIENT.number())
                .param("visit", visit.map(RecordId::key).orElse(0L))
                .param("visitId", visit.map(RecordId::id).orElse(""))
                .param("visitType", ResourceType.ENCOUNTER.number())
                .query(row -> {
                    subjects.put(row.getShort(1), row.getLong(2));
                });
        return new Sent(
                subjects.containsKey(ResourceType.PATIENT.number()),
                Optional.ofNullable(subjects.get(ResourceType.ENCOUNTER.number())));
    }

    /** The hospital's one Patient record that bears one of these identifiers; empty when none does, or several do. */
    Optional<RecordId> find(HospitalId hospital, List<Coding> identifiers) {
        List<String> ids = identifiers.stream()
                .flatMap(identifier -> sql.sql("""
                                select r.id from record_token t join record r on r.rid = t.rid
                                where t.param = :param and t.code = :code and t.system = :system
                                  and r.hospital = :hospital and not r.deleted
                                limit 2
                                """)
                        .param("param", IDENTIFIER)
                        .param("code", Key64.of(identifier.code()))
                        .param("system", Key64.of(identifier.system()))
                        .param("hospital", hospital.value())
                        .query(String.class)
                        .list()
                        .stream())
                .distinct()
                .toList();
        return ids.size() == 1 ? Optional.of(new RecordId(ResourceType.PATIENT, ids.getFirst())) : Optional.empty();
    }
}
