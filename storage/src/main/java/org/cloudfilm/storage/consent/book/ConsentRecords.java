package org.cloudfilm.storage.consent.book;

import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.FindSurvivor;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.SplicedJson;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Consents that patients have given here, as FHIR records of the platform. Every method joins the caller's transaction. */
final class ConsentRecords {

    private final JdbcClient sql;
    private final RecordStore store;
    private final FindSurvivor survivors;

    ConsentRecords(DataSource dataSource, RecordStore store) {
        this.sql = JdbcClient.create(dataSource);
        this.store = store;
        this.survivors = new FindSurvivor(dataSource);
    }

    /**
     * The hospital's Patient of this person, or else the newest of any, and for a number that was given up the one that
     * stands; empty when there is none.
     */
    Optional<RecordId> patient(PersonId person, HospitalId hospital) {
        return sql.sql("""
                        select r.id, r.hospital from patient_record p join record r on r.rid = p.rid
                        where p.person_id = :person and not r.deleted
                        order by (r.hospital = :hospital) desc, r.rid desc limit 1
                        """)
                .param("person", person.value())
                .param("hospital", hospital.value())
                .query((row, n) -> new Known(
                        new HospitalId(row.getString(2)), new RecordId(ResourceType.PATIENT, row.getString(1))))
                .optional()
                .map(found -> survivors.standing(found.hospital, found.patient));
    }

    private record Known(HospitalId hospital, RecordId patient) {}

    RecordId write(String actor, ConsentContent consent) {
        return store.write(writer(actor), new RecordChange.Create(
                        ResourceType.CONSENT, Content.of(consent.bytes()), Optional.empty()))
                .id();
    }

    /** It no longer holds. What a hospital wrote stays as it is. */
    void end(String actor, RecordId consent) {
        sql.sql("select content from record where self = :self and hospital = :platform and not deleted")
                .param("self", consent.key())
                .param("platform", HospitalId.PLATFORM.value())
                .query((row, n) -> row.getBytes(1))
                .optional()
                .ifPresent(content -> store.write(writer(actor), new RecordChange.Update(
                        consent, Content.of(inactive(content)), OptionalInt.empty())));
    }

    private static byte[] inactive(byte[] content) {
        JsonDocument json = JsonDocument.ofStored(content);
        int status = json.find(json.root(), "status");
        return SplicedJson.of(json).replace(json.start(status), json.end(status), "\"inactive\"").toBytes();
    }

    private static RecordWriter writer(String actor) {
        return new RecordWriter(HospitalId.PLATFORM, actor);
    }
}
