package org.cloudfilm.storage.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreException;
import org.cloudfilm.storage.record.search.MatchCriteria;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * A hospital's own records as they are, for whoever has to know them to write them anew, such as a message that says a
 * part of what is known. No reading in the sense of consent: nothing of it may go into an answer. Every method belongs
 * into the transaction that writes.
 */
public final class OwnRecords {

    private final DataSource dataSource;
    private final JdbcClient sql;
    private final MatchCriteria matching;
    private final ObjectStore objects;
    private final FindSurvivor survivors;
    private final StrayRecords strays;

    public OwnRecords(DataSource dataSource, MatchCriteria matching, ObjectStore objects) {
        this.dataSource = dataSource;
        this.sql = JdbcClient.create(dataSource);
        this.matching = matching;
        this.objects = objects;
        this.survivors = new FindSurvivor(dataSource);
        this.strays = new StrayRecords(dataSource);
    }

    /** @param content complete, attachments included */
    public record Known(RecordId id, int version, byte[] content) {}

    /** Until the transaction ends, nobody else decides by the criteria of these changes: what is found stays so. */
    public void lock(List<RecordChange> changes) {
        List<Criteria> criteria = new ArrayList<>();
        for (RecordChange change : changes) {
            switch (change) {
                case RecordChange.Create create ->
                    create.ifNoneExist().ifPresent(text -> criteria.add(Criteria.of(create.type(), text, Optional.empty())));
                case RecordChange.UpdateWhere where -> criteria.add(Criteria.of(where.type(), where.criteria(), Optional.empty()));
                case RecordChange.DeleteWhere where -> criteria.add(Criteria.of(where.type(), where.criteria(), Optional.empty()));
                case RecordChange.Update update -> { }
                case RecordChange.Delete delete -> { }
            }
        }
        Connection db = DataSourceUtils.getConnection(dataSource);
        try {
            Criteria.lock(db, criteria);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("criteria cannot be locked: SQL state " + e.getSQLState());
        } finally {
            DataSourceUtils.releaseConnection(db, dataSource);
        }
    }

    /** @throws RecordRefusal SEVERAL_MATCH when the criteria do not mean one record */
    public Optional<Known> find(HospitalId hospital, ResourceType type, String criteria) {
        List<RecordId> matches = matching.match(hospital, type, criteria);
        if (matches.size() > 1) {
            throw RecordRefusal.of(RecordRefusal.Kind.SEVERAL_MATCH, "", "the criteria match several records");
        }
        return matches.stream().findFirst().flatMap(id -> find(hospital, id));
    }

    public Optional<Known> find(HospitalId hospital, RecordId id) {
        return sql.sql("""
                        select type, id, version, updated_at, deleted, content, cuts from record
                        where self = :self and hospital = :hospital and not deleted
                        """)
                .param("self", id.key())
                .param("hospital", hospital.value())
                .query((row, n) -> RecordReads.record(row))
                .optional()
                .map(record -> new Known(record.id(), record.version(), whole(record)));
    }

    /** Whom a number that was given up means now; empty when the patient stands for itself. */
    public Optional<RecordId> survivor(HospitalId hospital, RecordId patient) {
        return survivors.of(hospital, patient);
    }

    /** Whoever took over the number of a patient, and then theirs; the survivor comes last. */
    public List<RecordId> successors(HospitalId hospital, RecordId patient) {
        return survivors.successors(hospital, patient);
    }

    /** The patient and all that were given up for it. */
    public Set<RecordId> replaced(HospitalId hospital, RecordId patient) {
        return survivors.replaced(hospital, patient);
    }

    /** All that is in a patient's compartment now, the Patient itself left out. */
    List<RecordId> about(HospitalId hospital, RecordId patient) {
        return ids("", hospital, patient, Set.of(patient));
    }

    /** What is in a patient's compartment now and was in one of others' before. */
    List<RecordId> about(HospitalId hospital, RecordId patient, Set<RecordId> before) {
        return ids("""
                and exists (select from record_version v
                  where v.rid = r.rid and v.subject = any(:before::bigint[]) and not v.deleted)
                """, hospital, patient, before);
    }

    /**
     * What is in a patient's compartment and is another's by what it names.
     *
     * @param numbered the other and those whose numbers mean it
     */
    List<RecordId> strays(HospitalId hospital, RecordId patient, RecordId other, Set<RecordId> numbered) {
        return strays.find(hospital, patient, other, numbered);
    }

    private List<RecordId> ids(String condition, HospitalId hospital, RecordId patient, Set<RecordId> before) {
        return sql.sql("""
                        select type, id from record r
                        where subject = :patient and self <> :patient and self <> all(:before::bigint[]) and hospital = :hospital
                          and not deleted\s""" + condition + " order by rid")
                .param("patient", patient.key())
                .param("before", before.stream().map(RecordId::key).toArray(Long[]::new))
                .param("hospital", hospital.value())
                .query((row, n) -> new RecordId(ResourceType.ofNumber(row.getInt(1)), row.getString(2)))
                .list();
    }

    private byte[] whole(StoredRecord record) {
        if (record.cuts().isEmpty()) {
            return record.content();
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int written = 0;
        for (AttachmentCuts.Cut cut : record.cuts().cuts()) {
            whole.write(record.content(), written, cut.position() - written);
            written = cut.position();
            whole.writeBytes(Base64.getEncoder().encode(attachment(cut)));
        }
        whole.write(record.content(), written, record.content().length - written);
        return whole.toByteArray();
    }

    private byte[] attachment(AttachmentCuts.Cut cut) {
        try (InputStream in = objects.read(cut.object(), 0, cut.length())
                .orElseThrow(() -> new DataAccessResourceFailureException("an attachment is not where it was"))) {
            return in.readAllBytes();
        } catch (ObjectStoreException e) {
            throw new DataAccessResourceFailureException("an attachment cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException("an attachment cannot be read", e);
        }
    }
}
