package org.cloudfilm.storage.film.catalogue;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.cloudfilm.storage.person.ResidentId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of the catalogue as the archive would write them, without any bytes behind them. */
final class CatalogueRows {

    private final JdbcClient jdbc;

    CatalogueRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long patient(String hospital, String id, String issuer, String nameKey, String birthDate, String sex) {
        return jdbc.sql("""
                        insert into patient (hospital, patient_id, issuer, name_key, birth_date, sex)
                        values (?, ?, ?, ?, ?, ?) returning id""")
                .params(hospital, id, issuer, nameKey, LocalDate.parse(birthDate), sex)
                .query(Long.class)
                .single();
    }

    void knownAs(ResidentId resident, long... patients) {
        UUID person = jdbc.sql("insert into person default values returning id").query(UUID.class).single();
        jdbc.sql("insert into person_identifier (system, value, person_id) values (?, ?, ?)")
                .params("2.16.156.10011.1.3", resident.value(), person)
                .update();
        for (long patient : patients) {
            jdbc.sql("update patient set person_id = ? where id = ?").params(person, patient).update();
        }
    }

    long study(
            String uid,
            String hospital,
            long patient,
            String date,
            String time,
            String accession,
            String description,
            String modalities,
            int series,
            int instances) {
        return jdbc.sql("""
                        insert into study (uid, hospital, patient, study_date, study_time, accession_number, description,
                          modalities, n_series, n_instances, attributes, received_at, updated_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', now(), now()) returning id""")
                .params(
                        uid,
                        hospital,
                        patient,
                        LocalDate.parse(date),
                        LocalTime.parse(time),
                        accession,
                        description,
                        modalities.split(","),
                        series,
                        instances)
                .query(Long.class)
                .single();
    }

    long series(long study, String uid, String modality, int number, String bodyPart, String date, String time) {
        return jdbc.sql("""
                        insert into series (study, uid, modality, number, body_part, performed_date, performed_time,
                          attributes)
                        values (?, ?, ?, ?, ?, ?, ?, '{}') returning id""")
                .params(study, uid, modality, number, bodyPart, LocalDate.parse(date), LocalTime.parse(time))
                .query(Long.class)
                .single();
    }

    void request(long series, int item, String accession, String procedure, String step) {
        jdbc.sql("""
                        insert into request_attributes (series, item, accession_number, requested_procedure_id,
                          scheduled_step_id) values (?, ?, ?, ?, ?)""")
                .params(series, item, accession, procedure, step)
                .update();
    }

    /** A current version and, under the same UID, one that it has replaced. */
    void instance(long study, long series, String uid, int number, int rows) {
        UUID pack = UUID.randomUUID();
        jdbc.sql("""
                        insert into pack (id, study, node, state, boundary, body_start, created_at)
                        values (?, ?, 'test', 'open', 'b', 0, now())""")
                .params(pack, study)
                .update();
        for (boolean superseded : new boolean[] {true, false}) {
            jdbc.sql("""
                            insert into instance (study, series, uid, superseded, sop_class, number, rows, n_frames,
                              transfer_syntax, pack, position, length, meta_offset, meta_length, meta_plain, meta_crc,
                              digest, frames, received_at, attributes)
                            values (?, ?, ?, ?, '1.2.840.10008.5.1.4.1.1.2', ?, ?, 1, '1.2.840.10008.1.2.1', ?, ?, 1, 0,
                              0, 0, 0, '', '', now(), '{}')""")
                    .params(study, series, uid, superseded, number, rows, pack, superseded ? 0 : 1)
                    .update();
        }
    }
}
