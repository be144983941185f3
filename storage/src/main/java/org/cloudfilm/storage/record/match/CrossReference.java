package org.cloudfilm.storage.record.match;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.person.PatientNumber;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.search.RecordSearch;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The Patient records of one person, found by a number on one of them. */
public final class CrossReference {

    private static final int RECORDS = 100;

    private final JdbcClient sql;
    private final RecordStore store;
    private final NumberedPatients numbered;

    public CrossReference(DataSource dataSource, RecordStore store, RecordSearch search) {
        this.sql = JdbcClient.create(dataSource);
        this.store = store;
        this.numbered = new NumberedPatients(search);
    }

    /** All records of the permit's scope that belong to the person of that number; empty when nobody has it. */
    public List<StoredRecord> records(RecordPermit permit, PatientNumber source) {
        Map<RecordId, StoredRecord> found = new LinkedHashMap<>();
        List<StoredRecord> numberedSo = numbered.find(permit, List.of(source), RECORDS);
        numberedSo.forEach(record -> found.put(record.id(), record));
        for (RecordId id : siblings(permit.scope(), numberedSo)) {
            if (!found.containsKey(id)) {
                Optional<StoredRecord> record = store.read(permit, id).filter(one -> !one.deleted());
                record.ifPresent(one -> found.put(id, one));
            }
        }
        return new ArrayList<>(found.values());
    }

    private List<RecordId> siblings(Scope scope, List<StoredRecord> records) {
        if (records.isEmpty() || scope instanceof Scope.Nothing) {
            return List.of();
        }
        return sql.sql("""
                        select r.id from patient_record own
                        join patient_record other on other.person_id = own.person_id
                        join record r on r.rid = other.rid and not r.deleted
                        where own.subject = any(:subjects::bigint[])
                          and (:hospital::text is null or other.hospital = :hospital)
                        order by r.rid limit :most
                        """)
                .param("subjects", records.stream().map(record -> record.id().key()).toArray(Long[]::new))
                .param("hospital", scope instanceof Scope.SentBy(var hospital) ? hospital.value() : null)
                .param("most", RECORDS)
                .query((row, n) -> new RecordId(ResourceType.PATIENT, row.getString(1)))
                .list();
    }
}
