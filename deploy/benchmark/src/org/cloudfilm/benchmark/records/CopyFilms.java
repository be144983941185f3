package org.cloudfilm.benchmark.records;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes many films of one in the database that a Cloudfilm started for itself: catalogue and record of each, as if it
 * had been sent, without its pictures. Sending a hundred thousand studies one by one takes hours and is measured elsewhere.
 */
final class CopyFilms {

    private static final Pattern PORT = Pattern.compile("(?m)^port\\s*=\\s*(\\d+)");

    /** The key of a record: storage.record.Key64. */
    private static final String KEY = "('x' || encode(substr(sha256(convert_to('%s', 'UTF8') || '\\x00'::bytea"
            + " || convert_to(%s, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint";

    private static final String PATIENTS = """
            insert into patient (hospital, patient_id, person_id)
            select 'jinyun', 'P' || n, r.person_id
            from generate_series(?::int, ?::int - 1) n join patient_record r on r.subject = %s
            where not exists (select from patient p where p.hospital = 'jinyun' and p.patient_id = 'P' || n)
            """.formatted(KEY.formatted("Patient", "'j' || n"));

    private static final String STUDIES = """
            insert into study (uid, hospital, patient, study_date, study_time, accession_number, description, modalities,
              n_series, n_instances, attributes, received_at, updated_at, recorded)
            select '2.25.7000000' || f, 'jinyun', p.id, ?::date - f % 25, '10:15', 'B' || f,
              case f % 2 when 0 then 'Thorax' else 'Head' end, array[case f % 2 when 0 then 'CT' else 'MR' end],
              1, 1, m.attributes, now(), now(), 0
            from generate_series(?::int, ?::int - 1) f
            join patient p on p.hospital = 'jinyun' and p.patient_id = 'P' || (f * 3 / 10)
            cross join (select attributes from study where uid = '2.25.70000000') m
            on conflict do nothing
            """;

    private static final String SERIES = """
            insert into series (study, uid, modality, body_part, number, n_instances, attributes)
            select s.id, s.uid || '.1', s.modalities[1], case s.modalities[1] when 'CT' then 'CHEST' else 'HEAD' end, 1, 1, m.attributes
            from generate_series(?::int, ?::int - 1) f join study s on s.uid = '2.25.7000000' || f
            cross join (select attributes from series where uid = '2.25.70000000.1') m
            on conflict do nothing
            """;

    private static final String RECORDS = """
            with model as (select * from record where id = '2.25.70000000' and type = 15),
            basis as (
              select b.param from record_reference b join model m on m.rid = b.rid
              where b.target = %1$s limit 1),
            made as (
              insert into record (rid, self, type, id, version, updated_at, hospital, subject, present, content)
              select nextval('record_rid'), %2$s, 15, '2.25.7000000' || f, 1, now(), 'jinyun', %3$s, m.present, m.content
              from generate_series(?::int, ?::int - 1) f cross join model m
              on conflict do nothing
              returning rid, id, subject)
            insert into record_reference (param, target, subject, rid)
            select basis.param, %4$s, made.subject, made.rid from made cross join basis
            """.formatted(
            KEY.formatted("ServiceRequest", "'o0'"),
            KEY.formatted("ImagingStudy", "'2.25.7000000' || f"),
            KEY.formatted("Patient", "'j' || f * 3 / 10"),
            KEY.formatted("ServiceRequest", "'o' || substr(made.id, 13)"));

    private CopyFilms() {}

    /** Films {@code from} to {@code to}, of the people from and to these; the first of all films was sent. */
    static void copy(FhirServer server, Path deploy, int from, int to, int firstPerson, int people, String today)
            throws IOException {
        try (Connection db = connect(server, deploy)) {
            run(db, PATIENTS, firstPerson, people);
            try (PreparedStatement studies = db.prepareStatement(STUDIES)) {
                studies.setString(1, today);
                studies.setInt(2, from);
                studies.setInt(3, to);
                studies.executeUpdate();
            }
            run(db, SERIES, from, to);
            run(db, RECORDS, from, to);
            db.createStatement().execute("analyze");
        } catch (SQLException | ReflectiveOperationException e) {
            throw new IOException("films cannot be copied: " + e, e);
        }
    }

    private static void run(Connection db, String statement, int from, int to) throws SQLException {
        try (PreparedStatement prepared = db.prepareStatement(statement)) {
            prepared.setInt(1, from);
            prepared.setInt(2, to);
            prepared.executeUpdate();
        }
    }

    /** With the driver that Cloudfilm brings along. */
    private static Connection connect(FhirServer server, Path deploy)
            throws IOException, SQLException, ReflectiveOperationException {
        Path postgres = server.data().resolve("data/postgres");
        Matcher port = PORT.matcher(Files.readString(postgres.resolve("data/postgresql.conf")));
        if (!port.find()) {
            throw new IOException("the database has no port");
        }
        Path driver;
        try (Stream<Path> libraries = Files.list(deploy.resolve("standalone/target/app/lib"))) {
            driver = libraries.filter(file -> file.getFileName().toString().startsWith("postgresql-"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the application has no driver"));
        }
        Properties who = new Properties();
        who.setProperty("user", "cloudfilm");
        who.setProperty("password", Files.readString(postgres.resolve("password")).strip());
        URLClassLoader loader = new URLClassLoader(new URL[] {driver.toUri().toURL()});
        Driver found = (Driver) loader.loadClass("org.postgresql.Driver").getConstructor().newInstance();
        return found.connect("jdbc:postgresql://127.0.0.1:" + port.group(1) + "/postgres", who);
    }
}
