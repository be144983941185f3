package org.cloudfilm.standalone.command;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.cloudfilm.standalone.wiring.DataConfiguration;
import org.cloudfilm.standalone.wiring.IndexConfiguration;
import org.cloudfilm.storage.audit.VerifyAudit;
import org.cloudfilm.storage.film.ArchiveReport;
import org.cloudfilm.storage.film.FilmArchiveSettings;
import org.cloudfilm.storage.film.RebuildCatalogue;
import org.cloudfilm.storage.film.VerifyArchive;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.person.LinkPatients;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.record.JdbcRecordStore;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordHooks;
import org.cloudfilm.storage.record.RecordIndex;
import org.cloudfilm.storage.record.RecordLimits;
import org.cloudfilm.storage.record.ReindexRecords;
import org.cloudfilm.storage.record.VerifyRecordIndex;
import org.cloudfilm.storage.record.imaging.FilmRecordSettings;
import org.cloudfilm.storage.record.imaging.FilmRecords;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.search.JdbcMatchCriteria;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** Commands on the data of an application that is not running: database and object store, no doors. */
public final class Maintenance {

    private static final Set<String> COMMANDS = Set.of("rebuild-catalog", "verify", "verify-audit", "reindex-records");

    private final PrintStream out;

    public Maintenance(PrintStream out) {
        this.out = out;
    }

    public static boolean knows(String command) {
        return COMMANDS.contains(command);
    }

    /** Returns the process's exit code: 0 when all is well, 1 when something is damaged. */
    public int run(String command) throws IOException {
        try (ConfigurableApplicationContext data = new SpringApplicationBuilder(Data.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run()) {
            DataSource database = data.getBean(DataSource.class);
            ObjectStore objects = data.getBean(ObjectStore.class);
            FilmArchiveSettings settings = data.getBean(FilmArchiveSettings.class);
            data.getBean(FlywayMigrationInitializer.class);
            IndexRecord indexing = data.getBean(IndexRecord.class);
            return switch (command) {
                case "verify" -> print(
                        new VerifyArchive(database, objects, settings).run(),
                        Optional.of(new VerifyRecordIndex(database, indexing).run()));
                case "verify-audit" -> print(new VerifyAudit(database).run());
                case "reindex-records" -> reindex(new ReindexRecords(database, indexing));
                default -> print(rebuild(data, database, objects, settings), Optional.empty());
            };
        }
    }

    private int reindex(ReindexRecords records) {
        out.printf("%d records indexed.%n", records.run(done -> out.printf("%d records ...%n", done)));
        return 0;
    }

    /** Nobody is told of records that are made again, for nothing has happened. */
    private static ArchiveReport rebuild(
            ApplicationContext data, DataSource database, ObjectStore objects, FilmArchiveSettings settings)
            throws IOException {
        Hospitals hospitals = data.getBean(Hospitals.class);
        Clock clock = data.getBean(Clock.class);
        JdbcMatchCriteria matching = new JdbcMatchCriteria(database);
        RecordHooks hooks = new RecordHooks(matching, new LinkPatients(new LinkPerson(database, clock)), changes -> {});
        new RecordIndex(database).open();
        FilmRecords records = new FilmRecords(
                database,
                new JdbcRecordStore(database, objects, clock, RecordLimits.DEFAULTS, data.getBean(IndexRecord.class),
                        hooks.ofFilms()),
                matching,
                hospitals,
                new FilmRecordSettings(
                        LocalZone.ZONE, data.getBean(CloudfilmSettings.class).publicUrl().toString(), Optional.empty()));
        records.announce();
        return new RebuildCatalogue(database, objects, hospitals, records, settings).run();
    }

    private int print(VerifyAudit.Report trail) {
        return switch (trail) {
            case VerifyAudit.Report.Intact(long entries) -> {
                out.printf("%d entries, none altered, removed or reordered.%n", entries);
                yield 0;
            }
            case VerifyAudit.Report.Broken(long seq, String what) -> {
                out.printf("The trail is broken at entry %d: %s.%n", seq, what);
                yield 1;
            }
        };
    }

    private int print(ArchiveReport films, Optional<VerifyRecordIndex.Report> index) {
        out.printf("%d packs with %d instances, %d MB%n", films.packs(), films.instances(), films.bytes() >> 20);
        List<String> problems = new ArrayList<>(films.problems());
        index.ifPresent(report -> {
            out.printf("%d records, index compared of %d%n", report.records(), report.checked());
            problems.addAll(report.problems());
        });
        problems.forEach(problem -> out.println("  " + problem));
        out.println(problems.isEmpty() ? "All is well." : problems.size() + " problems.");
        return problems.isEmpty() ? 0 : 1;
    }

    @EnableConfigurationProperties(CloudfilmSettings.class)
    @ImportAutoConfiguration(FlywayAutoConfiguration.class)
    @Import({DataConfiguration.class, IndexConfiguration.class})
    static class Data {}
}
