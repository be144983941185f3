package org.cloudfilm.storage.record;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.consent.TestPermits;
import org.cloudfilm.storage.hospital.HospitalId;

import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.person.LinkPatients;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.search.JdbcMatchCriteria;
import org.cloudfilm.storage.testing.TestDatabase;

/** A record store on a real database and a directory, and short ways to say what a test wants of it. */
final class RecordFixture implements AutoCloseable {

    static final RecordWriter LISHUI = new RecordWriter(new HospitalId("lishui"), "lishui-his");
    static final RecordWriter NINGBO = new RecordWriter(new HospitalId("ningbo"), "ningbo-his");
    static final IndexRecord INDEXING = new IndexRecord(LocalZone.ZONE, Set.of());

    final TestDatabase db = TestDatabase.create();
    final ObjectStore objects;
    final List<ChangeListener.ChangedRecord> told = new ArrayList<>();
    final JdbcRecordStore store;

    RecordFixture(Path directory) throws Exception {
        this(directory, RecordLimits.DEFAULTS, InstantSource.system());
    }

    RecordFixture(Path directory, InstantSource clock) throws Exception {
        this(directory, RecordLimits.DEFAULTS, clock);
    }

    RecordFixture(Path directory, RecordLimits limits) throws Exception {
        this(directory, limits, InstantSource.system());
    }

    private RecordFixture(Path directory, RecordLimits limits, InstantSource clock) throws Exception {
        objects = ObjectStores.open(new ObjectStoreSettings.Files(directory));
        DataSource dataSource = db.dataSource();
        store = new JdbcRecordStore(dataSource, objects, clock, limits, INDEXING, new RecordHooks(
                new JdbcMatchCriteria(dataSource), new LinkPatients(new LinkPerson(dataSource, clock)), this::hear));
    }

    private synchronized void hear(List<ChangeListener.ChangedRecord> changes) {
        told.addAll(changes);
    }

    static RecordPermit permit(RecordWriter writer) {
        return TestPermits.records(new Scope.SentBy(writer.hospital()));
    }

    static RecordChange.Content json(String text) {
        return RecordChange.Content.of(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    static RecordStore.Entry create(String fullUrl, ResourceType type, String json) {
        return new RecordStore.Entry(
                Optional.of(fullUrl), new RecordChange.Create(type, json(json), Optional.empty()));
    }

    static RecordStore.Entry createUnless(String criteria, ResourceType type, String json) {
        return new RecordStore.Entry(
                Optional.empty(), new RecordChange.Create(type, json(json), Optional.of(criteria)));
    }

    static RecordStore.Entry entry(RecordChange change) {
        return new RecordStore.Entry(Optional.empty(), change);
    }

    static RecordChange.Update update(RecordId id, String json) {
        return new RecordChange.Update(id, json(json), OptionalInt.empty());
    }

    static RecordChange.Update update(RecordId id, String json, int ifMatch) {
        return new RecordChange.Update(id, json(json), OptionalInt.of(ifMatch));
    }

    static RecordChange.Delete delete(RecordId id) {
        return new RecordChange.Delete(id, OptionalInt.empty());
    }

    static RecordId id(ResourceType type, String id) {
        return new RecordId(type, id);
    }

    ChangeOutcome write(RecordChange change) {
        return store.write(LISHUI, change);
    }

    List<ChangeOutcome> write(RecordStore.Entry... entries) {
        return store.write(LISHUI, List.of(entries));
    }

    Optional<StoredRecord> read(RecordId id) {
        return store.read(permit(LISHUI), id);
    }

    String text(RecordId id) {
        return text(read(id).orElseThrow());
    }

    static String text(StoredRecord record) {
        return new String(record.content(), StandardCharsets.UTF_8);
    }

    long count(String from) {
        return org.springframework.jdbc.core.simple.JdbcClient.create(db.dataSource())
                .sql("select count(*) from " + from).query(Long.class).single();
    }

    @Override
    public void close() {
        objects.close();
        db.close();
    }
}
