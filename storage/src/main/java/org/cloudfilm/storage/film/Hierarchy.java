package org.cloudfilm.storage.film;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.film.StoreOutcome.Reason;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.PersonName;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.person.Identification;
import org.cloudfilm.storage.person.LinkPerson.Linked;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.person.PatientNumber;
import org.cloudfilm.storage.person.ResidentId;
import org.cloudfilm.storage.person.StrongNumber;
import org.cloudfilm.storage.person.Traits;

/**
 * The rows above an instance: patient, study, series, pack. Remembers those it has seen, so that an instance of a
 * known series costs no look-up. Used by one thread.
 */
final class Hierarchy {

    static final String OTHER_HOSPITAL = "the study was sent by another hospital";
    private static final int REMEMBERED = 20_000;

    private final Hospitals hospitals;
    private final LinkPerson people;
    private final String node;
    private final Cache<StudyUid, Study> studies = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Cache<SeriesUid, Series> series = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Cache<PackId, Boolean> packs = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Map<StudyUid, Study> newStudies = new HashMap<>();
    private final Map<SeriesUid, Series> newSeries = new HashMap<>();
    /** Whether they had no row before. */
    private final Map<PackId, Boolean> newPacks = new HashMap<>();
    private final Set<StudyUid> grown = new HashSet<>();

    record Study(long id, String hospital) {}

    record Series(long id, long study) {}

    /** Either the rows, or why the instance cannot stand under them. */
    sealed interface Found {
        record Rows(long study, long series) implements Found {}

        record Refused(Reason reason, String detail) implements Found {}
    }

    Hierarchy(Hospitals hospitals, LinkPerson people, String node) {
        this.hospitals = hospitals;
        this.people = people;
        this.node = node;
    }

    /** The rows if all of them are remembered: no statement is run. */
    Optional<Found> remembered(NewInstance instance) {
        Study study = studies.getIfPresent(instance.pack().study());
        Series line = series.getIfPresent(instance.record().series());
        if (study == null || line == null || packs.getIfPresent(instance.pack().id()) == null) {
            return Optional.empty();
        }
        return Optional.of(judge(instance, study, line));
    }

    /** Finds or makes the rows. What was made is remembered once {@link #committed} is called. */
    Found ensure(Connection db, NewInstance instance) throws SQLException {
        Study study = study(db, instance);
        if (!study.hospital().equals(instance.pack().hospital().value())) {
            return otherHospital();
        }
        Series line = series(db, study, instance);
        Found found = judge(instance, study, line);
        if (found instanceof Found.Rows) {
            pack(db, study, instance.pack());
        }
        return found;
    }

    private static Found judge(NewInstance instance, Study study, Series line) {
        if (!study.hospital().equals(instance.pack().hospital().value())) {
            return otherHospital();
        }
        if (line.study() != study.id()) {
            return new Found.Refused(Reason.CONFLICTING_HIERARCHY, "the series is stored in another study");
        }
        return new Found.Rows(study.id(), line.id());
    }

    private static Found otherHospital() {
        return new Found.Refused(Reason.OTHER_HOSPITAL, OTHER_HOSPITAL);
    }

    /** Studies that are new or have a new series since this was last asked. */
    Set<StudyUid> takeGrown() {
        Set<StudyUid> taken = Set.copyOf(grown);
        grown.clear();
        return taken;
    }

    void committed() {
        studies.putAll(newStudies);
        series.putAll(newSeries);
        newPacks.keySet().forEach(pack -> packs.put(pack, true));
        forgetNew();
    }

    void rolledBack() {
        forgetNew();
    }

    /** Rows that were made for instances which were then refused go again, in the same transaction. */
    void dropEmpty(Connection db) throws SQLException {
        for (Map.Entry<PackId, Boolean> pack : newPacks.entrySet()) {
            if (pack.getValue()) {
                Sql.update(db, "delete from pack p where id = ? and not exists (select from instance where pack = p.id)",
                        pack.getKey().value());
            }
        }
        for (Study study : newStudies.values()) {
            EmptyRows.prune(db, study.id());
        }
        // which of them are left is for the next instance to look up
        newStudies.clear();
        newSeries.clear();
        newPacks.clear();
    }

    private void forgetNew() {
        newStudies.clear();
        newSeries.clear();
        newPacks.clear();
        grown.clear();
    }

    /** After a failure nothing is believed: another process may have deleted rows. */
    void forgetAll() {
        studies.invalidateAll();
        series.invalidateAll();
        packs.invalidateAll();
        forgetNew();
    }

    private Study study(Connection db, NewInstance instance) throws SQLException {
        StudyUid uid = instance.pack().study();
        Study known = newStudies.containsKey(uid) ? newStudies.get(uid) : studies.getIfPresent(uid);
        if (known == null) {
            known = findStudy(db, uid);
        }
        if (known == null) {
            insertStudy(db, instance, patient(db, instance));
            grown.add(uid);
            known = findStudy(db, uid);
        }
        newStudies.put(uid, known);
        return known;
    }

    private static Study findStudy(Connection db, StudyUid uid) throws SQLException {
        try (PreparedStatement find = db.prepareStatement("select id, hospital from study where uid = ?")) {
            find.setString(1, uid.value());
            ResultSet row = find.executeQuery();
            return row.next() ? new Study(row.getLong(1), row.getString(2)) : null;
        }
    }

    private static void insertStudy(Connection db, NewInstance instance, long patient) throws SQLException {
        Dataset data = instance.dataset();
        PersonName referrer = data.personName(Tags.ReferringPhysicianName);
        OffsetDateTime received = instance.record().receivedAt().atOffset(ZoneOffset.UTC);
        Sql.update(db, """
                insert into study (uid, hospital, patient, study_date, study_time, accession_number, accession_issuer,
                  study_id, description, referring_physician, referring_physician_key, attributes, received_at,
                  updated_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (uid) do nothing
                """,
                instance.pack().study().value(), instance.pack().hospital().value(), patient,
                data.date(Tags.StudyDate).orElse(null), Facts.time(data, Tags.StudyTime),
                Facts.text(data, Tags.AccessionNumber), Facts.issuerOfAccession(data), Facts.text(data, Tags.StudyID),
                Facts.text(data, Tags.StudyDescription), referrer.text().replace("\0", ""), Facts.nameKey(referrer),
                Facts.studyAttributes(data), received, received);
    }

    /** Finds or makes the patient of an instance: one for each human who has or had the number. */
    long patient(Connection db, NewInstance instance) throws SQLException {
        Dataset data = instance.dataset();
        PersonName name = data.personName(Tags.PatientName);
        Optional<Linked> linked = identification(instance.pack().hospital(), data, name).map(people::link);
        // the update makes the row come back when it was there
        try (PreparedStatement insert = db.prepareStatement("""
                insert into patient (hospital, patient_id, issuer, person_id, identity, name_alphabetic,
                  name_ideographic, name_phonetic, name_key, birth_date, sex)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (hospital, patient_id, issuer, identity) do update set person_id = excluded.person_id
                returning id
                """)) {
            Sql.bind(insert, instance.pack().hospital().value(), Facts.text(data, Tags.PatientID),
                    Facts.text(data, Tags.IssuerOfPatientID), linked.map(l -> l.person().value()).orElse(null),
                    linked.map(Linked::identity).orElse(null),
                    Facts.group(name.alphabetic()), Facts.group(name.ideographic()), Facts.group(name.phonetic()),
                    Facts.nameKey(name), data.date(Tags.PatientBirthDate).orElse(null),
                    Facts.text(data, Tags.PatientSex));
            ResultSet row = insert.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    /** Empty without a patient ID. A resident ID may stand as the patient ID or among the other patient IDs. */
    private Optional<Identification> identification(HospitalId hospital, Dataset data, PersonName name) {
        String patientId = Facts.text(data, Tags.PatientID);
        if (patientId.isBlank()) {
            return Optional.empty();
        }
        Optional<ResidentId> resident = ResidentId.parse(patientId);
        for (Dataset other : data.items(Tags.OtherPatientIDsSequence)) {
            resident = resident.or(() -> ResidentId.parse(other.string(Tags.PatientID, "")));
        }
        return Optional.of(new Identification(
                hospital,
                List.of(PatientNumber.ofFilm(hospitals.named(hospital), Facts.text(data, Tags.IssuerOfPatientID), patientId)),
                resident.map(StrongNumber::of).stream().toList(),
                new Traits(
                        Set.copyOf(name.searchKeys()),
                        data.date(Tags.PatientBirthDate),
                        Facts.text(data, Tags.PatientSex),
                        "",
                        false)));
    }

    private Series series(Connection db, Study study, NewInstance instance) throws SQLException {
        SeriesUid uid = instance.record().series();
        Series known = newSeries.containsKey(uid) ? newSeries.get(uid) : series.getIfPresent(uid);
        if (known == null) {
            known = findSeries(db, uid);
        }
        if (known == null) {
            if (insertSeries(db, study.id(), instance)) {
                grown.add(instance.pack().study());
                known = findSeries(db, uid);
                countSeries(db, known, instance.dataset());
                insertRequests(db, known.id(), instance.dataset());
            } else {
                known = findSeries(db, uid);
            }
        }
        newSeries.put(uid, known);
        return known;
    }

    private static Series findSeries(Connection db, SeriesUid uid) throws SQLException {
        try (PreparedStatement find = db.prepareStatement("select id, study from series where uid = ?")) {
            find.setString(1, uid.value());
            ResultSet row = find.executeQuery();
            return row.next() ? new Series(row.getLong(1), row.getLong(2)) : null;
        }
    }

    private static boolean insertSeries(Connection db, long study, NewInstance instance) throws SQLException {
        Dataset data = instance.dataset();
        return 1 == Sql.update(db, """
                insert into series (study, uid, modality, number, description, body_part, laterality, performed_date,
                  performed_time, station, manufacturer, protocol, attributes)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (uid) do nothing
                """,
                study, instance.record().series().value(), Facts.text(data, Tags.Modality),
                Facts.integer(data, Tags.SeriesNumber), Facts.text(data, Tags.SeriesDescription),
                Facts.text(data, Tags.BodyPartExamined), Facts.text(data, Tags.Laterality),
                data.date(Tags.PerformedProcedureStepStartDate).orElse(null),
                Facts.time(data, Tags.PerformedProcedureStepStartTime), Facts.text(data, Tags.StationName),
                Facts.text(data, Tags.Manufacturer), Facts.text(data, Tags.ProtocolName), Facts.seriesAttributes(data));
    }

    private static void countSeries(Connection db, Series line, Dataset data) throws SQLException {
        Sql.update(db, """
                update study set n_series = n_series + 1,
                  modalities = (select coalesce(array_agg(distinct m order by m), '{}')
                                from unnest(modalities || string_to_array(nullif(?, ''), '\\')) m)
                where id = ?
                """,
                Facts.text(data, Tags.Modality), line.study());
    }

    static void insertRequests(Connection db, long line, Dataset data) throws SQLException {
        List<Dataset> items = data.items(Tags.RequestAttributesSequence);
        for (int i = 0; i < items.size(); i++) {
            Dataset item = items.get(i);
            Sql.update(db, """
                    insert into request_attributes (series, item, accession_number, accession_issuer,
                      requested_procedure_id, scheduled_step_id, study_uid)
                    values (?, ?, ?, ?, ?, ?, ?)
                    """,
                    line, i + 1, Facts.text(item, Tags.AccessionNumber), Facts.issuerOfAccession(item),
                    Facts.text(item, Tags.RequestedProcedureID), Facts.text(item, Tags.ScheduledProcedureStepID),
                    Facts.text(item, Tags.StudyInstanceUID));
        }
    }

    private void pack(Connection db, Study study, PackHeader pack) throws SQLException {
        if (packs.getIfPresent(pack.id()) != null || newPacks.containsKey(pack.id())) {
            return;
        }
        int inserted = Sql.update(db, """
                insert into pack (id, study, node, state, boundary, body_start, created_at)
                values (?, ?, ?, 'open', ?, ?, ?)
                on conflict (id) do nothing
                """,
                pack.id().value(), study.id(), node, pack.boundary(), PackHeader.LENGTH + 2,
                pack.createdAt().atOffset(ZoneOffset.UTC));
        newPacks.put(pack.id(), inserted == 1);
    }
}
