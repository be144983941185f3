package org.cloudfilm.storage.record.imaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.film.dicom.PersonName;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.record.imaging.StudyFacts.Accession;
import org.cloudfilm.storage.record.imaging.StudyFacts.Document;
import org.cloudfilm.storage.record.imaging.StudyFacts.Instance;
import org.cloudfilm.storage.record.imaging.StudyFacts.PatientFacts;
import org.cloudfilm.storage.record.imaging.StudyFacts.Series;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the catalogue's rows of a study, in the thread's transaction. */
final class ReadStudy {

    private final JdbcClient sql;
    private final Hospitals hospitals;

    ReadStudy(DataSource dataSource, Hospitals hospitals) {
        this.sql = JdbcClient.create(dataSource);
        this.hospitals = hospitals;
    }

    /**
     * @param current its records say what the catalogue says
     * @param labels  sensitive ones, as bits
     */
    record Locked(long id, boolean current, int labels) {}

    /** Until the end of the transaction nobody else adds to the study or writes its records. */
    Optional<Locked> lock(StudyUid study) {
        return sql.sql("select id, recorded = version, labels from study where uid = :uid for no key update")
                .param("uid", study.value())
                .query((row, n) -> new Locked(row.getLong(1), row.getBoolean(2), row.getInt(3)))
                .optional();
    }

    /**
     * The records say what the catalogue says. If images came since the last announcement and none waits, one begins to
     * wait, by the same statement; without a time of quiet whatever came counts as announced.
     */
    void recorded(long study, int labels, Optional<Duration> quiet) {
        if (quiet.isEmpty()) {
            sql.sql("""
                            update study set recorded = version, labels = :labels, announced = updated_at where id = :id
                            """)
                    .param("labels", labels)
                    .param("id", study)
                    .update();
            return;
        }
        sql.sql("""
                        with line as (
                          update study set recorded = version, labels = :labels,
                            arriving = arriving or updated_at > coalesce(announced, '-infinity')
                          where id = :id
                          returning uid, new.arriving and not old.arriving as begins)
                        insert into outbox (kind, key, payload, due_at)
                        select :kind, uid, '{"study":"' || uid || '"}', now() + :quiet * interval '1 millisecond'
                        from line where begins
                        """)
                .param("labels", labels)
                .param("id", study)
                .param("kind", AnnounceStudies.KIND)
                .param("quiet", quiet.get().toMillis())
                .update();
    }

    StudyFacts read(long study) {
        Map<Long, List<Instance>> instances = new HashMap<>();
        List<Document> documents = new ArrayList<>();
        readInstances(study, instances, documents);
        List<Series> series = series(study, instances);
        return sql.sql("""
                        select s.uid, s.version, s.hospital, s.study_date, s.study_time, s.description,
                          s.referring_physician, s.accession_number, s.accession_issuer, s.attributes,
                          p.patient_id, p.issuer, p.person_id, p.name_alphabetic, p.name_ideographic, p.name_phonetic,
                          p.birth_date, p.sex,
                          exists (select from identity i
                                  join identity o on o.hospital = i.hospital and o.system = i.system and o.value = i.value
                                  where i.id = p.identity and o.person_id <> i.person_id) as shared
                        from study s join patient p on p.id = s.patient where s.id = :id
                        """)
                .param("id", study)
                .query((row, n) -> new StudyFacts(
                        row.getString("uid"),
                        row.getLong("version"),
                        hospitals.named(new HospitalId(row.getString("hospital"))),
                        patient(row),
                        row.getObject("study_date", LocalDate.class),
                        row.getObject("study_time", LocalTime.class),
                        row.getString("description"),
                        PersonName.parse(row.getString("referring_physician")).display(),
                        accessions(study, new Accession(
                                row.getString("accession_number"), row.getString("accession_issuer"))),
                        DicomAttributes.read(row.getString("attributes")),
                        series,
                        documents))
                .single();
    }

    private static PatientFacts patient(ResultSet row) throws SQLException {
        return new PatientFacts(
                row.getString("patient_id").strip(),
                row.getString("issuer"),
                row.getBoolean("shared"),
                Optional.ofNullable(row.getObject("person_id", UUID.class)),
                row.getString("name_alphabetic"),
                row.getString("name_ideographic"),
                row.getString("name_phonetic"),
                row.getObject("birth_date", LocalDate.class),
                row.getString("sex"));
    }

    /** That of the study and those its series were requested under. */
    private List<Accession> accessions(long study, Accession own) {
        Set<Accession> all = new LinkedHashSet<>();
        all.add(own);
        all.addAll(sql.sql("""
                        select r.accession_number, r.accession_issuer
                        from request_attributes r join series s on s.id = r.series
                        where s.study = :study and r.accession_number <> ''
                        order by s.number nulls last, s.uid, r.item
                        """)
                .param("study", study)
                .query((row, n) -> new Accession(row.getString(1), row.getString(2)))
                .list());
        return all.stream().filter(one -> !one.number().isBlank()).toList();
    }

    private List<Series> series(long study, Map<Long, List<Instance>> instances) {
        return sql.sql("""
                        select id, uid, modality, number, description, body_part, laterality, performed_date,
                          performed_time, attributes
                        from series where study = :study order by number nulls last, uid
                        """)
                .param("study", study)
                .query((row, n) -> new Series(
                        row.getString("uid"),
                        row.getString("modality"),
                        row.getObject("number", Integer.class),
                        row.getString("description"),
                        row.getString("body_part"),
                        row.getString("laterality"),
                        row.getObject("performed_date", LocalDate.class),
                        row.getObject("performed_time", LocalTime.class),
                        DicomAttributes.read(row.getString("attributes")),
                        instances.getOrDefault(row.getLong("id"), List.of())))
                .list()
                .stream()
                .filter(one -> !one.instances().isEmpty())
                .toList();
    }

    private void readInstances(long study, Map<Long, List<Instance>> instances, List<Document> documents) {
        sql.sql("""
                        select i.series, i.uid, i.sop_class, i.number, s.uid,
                          case when i.sop_class = any(:documents::text[]) then i.attributes end
                        from instance i join series s on s.id = i.series
                        where i.study = :study and not i.superseded order by i.number nulls last, i.uid
                        """)
                .param("documents", DocumentClasses.all())
                .param("study", study)
                .query(row -> {
                    instances.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                            .add(new Instance(row.getString(2), row.getString(3), row.getObject(4, Integer.class)));
                    String attributes = row.getString(6);
                    if (attributes != null) {
                        documents.add(new Document(row.getString(2), row.getString(5), row.getString(3),
                                DicomAttributes.read(attributes)));
                    }
                });
    }
}
