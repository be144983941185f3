package org.cloudfilm.storage.record.exam;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.film.catalogue.FilmScope;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.ReadScope;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameters;
import org.cloudfilm.storage.sql.KeptPlan;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads exams of the person whose Patient record is named, in every hospital, as far as the permit covers them. */
public final class PatientExams {

    private static final int BASED_ON = SearchParameters.find(ResourceType.IMAGING_STUDY, "basedon").orElseThrow()
            .rows().getFirst().number();
    /** Of one person; nobody looks at more, and an answer has an end. */
    private static final int MOST = 500;

    /** The Patient records of the person; the one itself where nobody knows yet who it is. */
    private static final String SUBJECTS = """
            with subjects as materialized (
              select other.subject from patient_record own join patient_record other on other.person_id = own.person_id
              where own.subject = ?
              union select ?::bigint)
            """;

    private static final String FILMS = SUBJECTS + """
            , films as materialized (
              select r.rid, r.id from record r
              where r.subject = any(array(select subject from subjects)) and r.type = %1$d and not r.deleted),
            orders as materialized (
              select r.self, r.id, r.hospital, r.updated_at, r.content from record r
              where r.subject = any(array(select subject from subjects)) and r.type = %2$d and not r.deleted and %3$s)
            select st.uid, st.hospital, st.study_date, st.received_at, st.description, st.modalities, st.n_instances,
              array(select distinct l.body_part from series l where l.study = st.id and l.body_part <> '') as parts,
              o.id as order_id, o.hospital as order_hospital, o.updated_at as order_at, o.content as order_content
            from films f
            join study st on st.uid = f.id collate "default"
            join patient pa on pa.id = st.patient
            left join lateral (
              select o.* from orders o
              where exists (select from record_reference b where b.param = %4$d and b.target = o.self and b.rid = f.rid)
              ) o on true
            where %5$s
            order by st.study_date desc nulls last, st.study_time desc nulls last, st.uid, o.id
            limit %6$d
            """;

    private static final String OF_TYPE = SUBJECTS + """
            select r.id, r.hospital, r.updated_at, r.content from record r
            where r.subject = any(array(select subject from subjects)) and r.type = %d and not r.deleted and %s
            order by r.updated_at desc, r.id limit %d
            """;

    private final JdbcClient sql;
    private final KeptPlan planned;

    public PatientExams(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
        this.planned = new KeptPlan(dataSource);
    }

    /** Films with their orders, the newest exam first. */
    public List<FilmedExam> films(RecordPermit permit, RecordId patient) {
        ReadScope scope = ReadScope.current(permit.scope());
        FilmScope.Part films = FilmScope.whole(permit.scope());
        String statement = FILMS.formatted(
                ResourceType.IMAGING_STUDY.number(), ResourceType.SERVICE_REQUEST.number(), scope.condition(), BASED_ON,
                films.condition(), MOST);
        List<Object> values = subject(patient);
        values.addAll(scope.values());
        values.addAll(films.values());
        List<FilmedExam> exams = new ArrayList<>();
        planned.query(statement, values, (row, n) -> {
            StudyUid study = new StudyUid(row.getString("uid"));
            if (exams.isEmpty() || !exams.getLast().study().equals(study)) {
                exams.add(exam(row, study));
            }
            String order = row.getString("order_id");
            if (order != null) {
                exams.getLast().orders().add(new StoredOrder(
                        new RecordId(ResourceType.SERVICE_REQUEST, order),
                        new HospitalId(row.getString("order_hospital")),
                        row.getObject("order_at", OffsetDateTime.class).toInstant(),
                        row.getBytes("order_content")));
            }
            return study;
        });
        return exams;
    }

    /** ServiceRequests, the one that changed last first. */
    public List<StoredOrder> orders(RecordPermit permit, RecordId patient) {
        return ofType(permit, patient, ResourceType.SERVICE_REQUEST, PatientExams::order);
    }

    /** DiagnosticReports, the one that changed last first. */
    public List<StoredReport> reports(RecordPermit permit, RecordId patient) {
        return ofType(permit, patient, ResourceType.DIAGNOSTIC_REPORT, PatientExams::report);
    }

    /** A ServiceRequest; empty when there is none that the permit covers. */
    public Optional<StoredOrder> order(RecordPermit permit, RecordId id) {
        return one(permit, id, ResourceType.SERVICE_REQUEST, PatientExams::order);
    }

    /** A DiagnosticReport; empty when there is none that the permit covers. */
    public Optional<StoredReport> report(RecordPermit permit, RecordId id) {
        return one(permit, id, ResourceType.DIAGNOSTIC_REPORT, PatientExams::report);
    }

    /** The JSON of an Encounter; empty when there is none that the permit covers. */
    public Optional<byte[]> visit(RecordPermit permit, RecordId id) {
        return one(permit, id, ResourceType.ENCOUNTER, (row, n) -> row.getBytes("content"));
    }

    /** The JSON of those Observations among the ids that the permit covers, in the order of the ids. */
    public List<byte[]> observations(RecordPermit permit, List<RecordId> ids) {
        ReadScope scope = ReadScope.current(permit.scope());
        List<Object> values = new ArrayList<>();
        values.add(ids.stream().map(RecordId::key).toArray(Long[]::new));
        values.add(ResourceType.OBSERVATION.number());
        values.addAll(scope.values());
        Map<String, byte[]> found = new HashMap<>();
        sql.sql("select r.id, r.content from record r where r.self = any(?) and r.type = ? and not r.deleted and "
                        + scope.condition())
                .params(values)
                .query(row -> {
                    found.put(row.getString(1), row.getBytes(2));
                });
        return ids.stream().map(RecordId::id).map(found::get).filter(Objects::nonNull).toList();
    }

    private <T> Optional<T> one(RecordPermit permit, RecordId id, ResourceType type, RowMapper<T> mapper) {
        if (id.type() != type) {
            throw new IllegalArgumentException("not a " + type);
        }
        ReadScope scope = ReadScope.current(permit.scope());
        List<Object> values = new ArrayList<>(List.of(id.key(), id.id(), type.number()));
        values.addAll(scope.values());
        return sql.sql("""
                        select r.id, r.hospital, r.updated_at, r.content from record r
                        where r.self = ? and r.id = ? and r.type = ? and not r.deleted and
                        """ + scope.condition())
                .params(values)
                .query(mapper)
                .optional();
    }

    private <T> List<T> ofType(
            RecordPermit permit, RecordId patient, ResourceType type, RowMapper<T> mapper) {
        ReadScope scope = ReadScope.current(permit.scope());
        List<Object> values = subject(patient);
        values.addAll(scope.values());
        return planned.query(OF_TYPE.formatted(type.number(), scope.condition(), MOST), values, mapper);
    }

    private static StoredOrder order(ResultSet row, int n) throws SQLException {
        return new StoredOrder(
                new RecordId(ResourceType.SERVICE_REQUEST, row.getString(1)),
                new HospitalId(row.getString(2)),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getBytes(4));
    }

    private static StoredReport report(ResultSet row, int n) throws SQLException {
        return new StoredReport(
                new RecordId(ResourceType.DIAGNOSTIC_REPORT, row.getString(1)),
                new HospitalId(row.getString(2)),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getBytes(4));
    }

    private static List<Object> subject(RecordId patient) {
        return new ArrayList<>(List.of(patient.key(), patient.key()));
    }

    private static FilmedExam exam(ResultSet row, StudyUid study) throws SQLException {
        return new FilmedExam(
                study,
                new HospitalId(row.getString("hospital")),
                Optional.ofNullable(row.getObject("study_date", LocalDate.class)),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("description"),
                texts(row.getArray("modalities")),
                texts(row.getArray("parts")),
                row.getInt("n_instances"),
                new ArrayList<>());
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
