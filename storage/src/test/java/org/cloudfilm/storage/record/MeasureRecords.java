package org.cloudfilm.storage.record;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.person.LinkPatients;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.search.JdbcMatchCriteria;
import org.cloudfilm.storage.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long it takes to write Synthea's bundles, one client, and what of it is this process's own time. Run by hand;
 * arguments: the directory of bundles, how many patients, how many rounds over them.
 */
final class MeasureRecords {

    private final JdbcRecordStore store;
    private final DataSource dataSource;
    private int resources;

    private MeasureRecords(DataSource dataSource, Path objects) throws Exception {
        this.dataSource = dataSource;
        this.store = new JdbcRecordStore(dataSource,
                ObjectStores.open(new ObjectStoreSettings.Files(objects)), InstantSource.system(),
                RecordLimits.DEFAULTS, RecordFixture.INDEXING,
                new RecordHooks(new JdbcMatchCriteria(dataSource),
                        new LinkPatients(new LinkPerson(dataSource, InstantSource.system())), changes -> {}));
    }

    public static void main(String[] args) throws Exception {
        Path bundles = Path.of(args[0]);
        int patients = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        try (TestDatabase db = TestDatabase.create()) {
            MeasureRecords measure = new MeasureRecords(db.dataSource(), Files.createTempDirectory("measure"));
            measure.load(files(bundles, "hospitalInformation"));
            measure.load(files(bundles, "practitionerInformation"));
            List<Path> all = files(bundles, "").stream()
                    .filter(file -> !file.getFileName().toString().contains("Information"))
                    .limit(patients)
                    .toList();
            for (int round = 1; round <= rounds; round++) {
                measure.round(round, all);
            }
            measure.singles(2000);
            measure.sizes();
        }
    }

    private static List<Path> files(Path directory, String prefix) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.toString().endsWith(".json"))
                    .sorted(Comparator.comparing(MeasureRecords::size))
                    .toList();
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private void round(int round, List<Path> bundles) throws Exception {
        resources = 0;
        long begun = System.nanoTime();
        long own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long theirs = databaseMicros();
        load(bundles);
        theirs = databaseMicros() - theirs;
        long wall = System.nanoTime() - begun;
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - own;
        System.out.printf("round %d: %d resources, %d/s, %d us each, of it %d us of this thread,"
                        + " beside it %d us of the database%n",
                round, resources, resources * 1_000_000_000L / wall, wall / 1000 / resources, cpu / 1000 / resources,
                theirs / resources);
    }

    /** Processor time of the database's connections; on Linux only. */
    private long databaseMicros() {
        return JdbcClient.create(dataSource).sql("select pid from pg_stat_activity where backend_type = 'client backend'")
                .query(Long.class).list().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .mapToLong(time -> time.toNanos() / 1000)
                .sum();
    }

    /** One observation after the other, each a transaction of its own. */
    private void singles(int count) {
        RecordChange.Content content = RecordFixture.json("{'resourceType':'Observation','status':'final',"
                + "'code':{'coding':[{'system':'http://loinc.org','code':'718-7','display':'Hemoglobin'}]},"
                + "'subject':{'reference':'Patient/p1'},'effectiveDateTime':'2026-03-01T08:00:00+08:00',"
                + "'valueQuantity':{'value':13.5,'unit':'g/dL','system':'http://unitsofmeasure.org','code':'g/dL'}}");
        long begun = System.nanoTime();
        long own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long theirs = databaseMicros();
        for (int i = 0; i < count; i++) {
            store.write(RecordFixture.LISHUI, new RecordChange.Create(ResourceType.OBSERVATION, content, Optional.empty()));
        }
        System.out.printf("round of singles: %d us each, of it %d us of this thread, beside it %d us of the database%n",
                (System.nanoTime() - begun) / 1000 / count,
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - own) / 1000 / count,
                (databaseMicros() - theirs) / count);
    }

    private void load(List<Path> bundles) throws Exception {
        for (Path bundle : bundles) {
            List<RecordStore.Entry> entries = entries(Files.readAllBytes(bundle));
            store.write(RecordFixture.LISHUI, entries);
            resources += entries.size();
        }
    }

    private static List<RecordStore.Entry> entries(byte[] bytes) throws Exception {
        JsonDocument bundle = JsonDocument.parse(bytes);
        List<RecordStore.Entry> entries = new ArrayList<>();
        int list = bundle.find(bundle.root(), "entry");
        for (int entry = bundle.firstChild(list); entry >= 0; entry = bundle.next(entry)) {
            int request = bundle.find(entry, "request");
            int unless = bundle.find(request, "ifNoneExist");
            int resource = bundle.find(entry, "resource");
            ResourceType type = ResourceType.find(bundle.string(bundle.find(resource, "resourceType"))).orElseThrow();
            entries.add(new RecordStore.Entry(
                    Optional.of(bundle.string(bundle.find(entry, "fullUrl"))),
                    new RecordChange.Create(type,
                            new RecordChange.Content(bytes, bundle.start(resource),
                                    bundle.end(resource) - bundle.start(resource)),
                            unless < 0 ? Optional.empty() : Optional.of(bundle.string(unless)))));
        }
        return entries;
    }

    private void sizes() {
        JdbcClient.create(dataSource).sql("""
                        select relname || ' ' || reltuples::bigint || ' rows, ' || pg_table_size(oid) / 1000 || ' kB, indexes '
                          || pg_indexes_size(oid) / 1000 || ' kB'
                        from pg_class where relkind = 'r' and relname like 'record%' order by 1
                        """)
                .query(String.class).list().forEach(System.out::println);
    }
}
