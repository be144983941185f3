package org.cloudfilm.storage.film;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.PersonName;
import org.cloudfilm.storage.film.dicom.Tags;

/**
 * A new version of an instance says anew what its patient, study and series are. Of several corrections the one that
 * was received last holds, in whatever order they are read when a catalogue is rebuilt.
 */
final class Correction {

    private static final String NOT_LATER = " and (corrected_at is null or corrected_at <= ?)";

    private final Connection db;
    private final Hierarchy hierarchy;
    private final InstanceRows.Row row;
    private final Dataset data;
    private final OffsetDateTime at;

    Correction(Connection db, Hierarchy hierarchy, InstanceRows.Row row) {
        this.db = db;
        this.hierarchy = hierarchy;
        this.row = row;
        this.data = row.data();
        this.at = row.record().receivedAt().atOffset(ZoneOffset.UTC);
    }

    void apply() throws SQLException {
        OptionalLong before = patientBefore();
        if (before.isPresent()) {
            long patient = hierarchy.patient(db, row.instance());
            correctPatient(patient);
            correctStudy(patient);
            EmptyRows.prunePatient(db, before.getAsLong());
        }
        if (correctSeries() == 1) {
            Sql.update(db, "delete from request_attributes where series = ?", row.series());
            Hierarchy.insertRequests(db, row.series(), data);
            EmptyRows.recountSeries(db, row.study());
        }
    }

    /** Empty when a later correction of the study is known. */
    private OptionalLong patientBefore() throws SQLException {
        try (PreparedStatement find =
                db.prepareStatement("select patient from study where id = ?" + NOT_LATER + " for update")) {
            Sql.bind(find, row.study(), at);
            ResultSet found = find.executeQuery();
            return found.next() ? OptionalLong.of(found.getLong(1)) : OptionalLong.empty();
        }
    }

    private void correctPatient(long patient) throws SQLException {
        PersonName name = data.personName(Tags.PatientName);
        Sql.update(db, """
                update patient set name_alphabetic = ?, name_ideographic = ?, name_phonetic = ?, name_key = ?,
                  birth_date = ?::date, sex = ?, corrected_at = ?
                where id = ?""" + NOT_LATER,
                Facts.group(name.alphabetic()), Facts.group(name.ideographic()), Facts.group(name.phonetic()),
                Facts.nameKey(name), data.date(Tags.PatientBirthDate).orElse(null), Facts.text(data, Tags.PatientSex),
                at, patient, at);
    }

    private void correctStudy(long patient) throws SQLException {
        PersonName referrer = data.personName(Tags.ReferringPhysicianName);
        Sql.update(db, """
                update study set patient = ?, study_date = ?::date, study_time = ?::time, accession_number = ?,
                  accession_issuer = ?, study_id = ?, description = ?, referring_physician = ?,
                  referring_physician_key = ?, attributes = ?, corrected_at = ?, version = version + 1
                where id = ?
                """,
                patient, data.date(Tags.StudyDate).orElse(null), Facts.time(data, Tags.StudyTime),
                Facts.text(data, Tags.AccessionNumber), Facts.issuerOfAccession(data), Facts.text(data, Tags.StudyID),
                Facts.text(data, Tags.StudyDescription), referrer.text().replace("\0", ""), Facts.nameKey(referrer),
                Facts.studyAttributes(data), at, row.study());
    }

    private int correctSeries() throws SQLException {
        return Sql.update(db, """
                update series set modality = ?, number = ?::integer, description = ?, body_part = ?, laterality = ?,
                  performed_date = ?::date, performed_time = ?::time, station = ?, manufacturer = ?, protocol = ?,
                  attributes = ?, corrected_at = ?
                where id = ?""" + NOT_LATER,
                Facts.text(data, Tags.Modality), Facts.integer(data, Tags.SeriesNumber),
                Facts.text(data, Tags.SeriesDescription), Facts.text(data, Tags.BodyPartExamined),
                Facts.text(data, Tags.Laterality), data.date(Tags.PerformedProcedureStepStartDate).orElse(null),
                Facts.time(data, Tags.PerformedProcedureStepStartTime), Facts.text(data, Tags.StationName),
                Facts.text(data, Tags.Manufacturer), Facts.text(data, Tags.ProtocolName),
                Facts.seriesAttributes(data), at, row.series(), at);
    }
}
