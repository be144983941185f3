package org.cloudfilm.storage.record.imaging;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.outbox.JdbcOutbox;
import org.cloudfilm.storage.person.LinkPatients;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.record.JdbcRecordStore;
import org.cloudfilm.storage.record.RecordHooks;
import org.cloudfilm.storage.record.RecordLimits;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.search.JdbcMatchCriteria;
import org.cloudfilm.storage.record.search.JdbcRecordSearch;
import org.cloudfilm.storage.record.search.RecordSearch;

/** Records of films on a real database, as a deployment wires them. */
public final class TestRecords {

    public static final Hospitals HOSPITALS = new Hospitals(List.of(
            new Hospital(new HospitalId("lishui"), "丽水市中心医院", "Lishui Central Hospital", List.of("LISHUI"), List.of()),
            new Hospital(new HospitalId("jinyun"), "缙云县人民医院", "Jinyun Hospital", List.of("JINYUN"), List.of())));

    private static final FilmRecordSettings SETTINGS = new FilmRecordSettings(ZoneId.of("Asia/Shanghai"), "", Optional.of(Duration.ofMinutes(1)));

    private static final IndexRecord INDEXING = new IndexRecord(ZoneId.of("Asia/Shanghai"), Set.of());

    private TestRecords() {}

    public static FilmRecords on(DataSource dataSource, ObjectStore objects) {
        return on(dataSource, objects, SETTINGS);
    }

    /** Of films that are known already: nobody is told. */
    public static FilmRecords rebuilding(DataSource dataSource, ObjectStore objects) {
        return on(dataSource, objects, new FilmRecordSettings(SETTINGS.zone(), SETTINGS.baseUrl(), Optional.empty()));
    }

    private static FilmRecords on(DataSource dataSource, ObjectStore objects, FilmRecordSettings settings) {
        return new FilmRecords(dataSource, store(dataSource, objects, hooks(dataSource).ofFilms()),
                new JdbcMatchCriteria(dataSource), HOSPITALS, settings);
    }

    /** The store that doors write to. */
    public static RecordStore doors(DataSource dataSource, ObjectStore objects) {
        return store(dataSource, objects, hooks(dataSource));
    }

    public static RecordSearch search(DataSource dataSource) {
        return new JdbcRecordSearch(dataSource, INDEXING);
    }

    private static RecordHooks hooks(DataSource dataSource) {
        return new RecordHooks(
                new JdbcMatchCriteria(dataSource),
                new LinkPatients(new LinkPerson(dataSource, InstantSource.system())),
                new OrderChanges(new JdbcOutbox(dataSource)));
    }

    private static RecordStore store(DataSource dataSource, ObjectStore objects, RecordHooks hooks) {
        return new JdbcRecordStore(dataSource, objects, InstantSource.system(), RecordLimits.DEFAULTS,
                INDEXING, hooks);
    }
}
