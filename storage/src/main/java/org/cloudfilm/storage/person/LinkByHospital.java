package org.cloudfilm.storage.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordWriter;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a hospital says of two of its own patient numbers: that they are one human's, or that they are not. It is
 * believed, as its numbers are; a merge so made is like a reviewer's and can be undone by him. But it does not join two
 * persons that both have strong numbers: that a resident ID was somebody else's is for a reviewer to decide, since the
 * persons may have films and records in other hospitals. Joins the caller's transaction, which narrows access when persons
 * change.
 */
public final class LinkByHospital {

    private final JdbcClient sql;
    private final Identities identities;
    private final FindCandidates candidates;
    private final MoveIdentities moves;
    private final AuditTrail audit;
    private final InstantSource clock;

    public LinkByHospital(DataSource dataSource, AuditTrail audit, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.identities = new Identities(dataSource, clock);
        this.candidates = new FindCandidates(dataSource, clock);
        this.moves = new MoveIdentities(dataSource, clock);
        this.audit = audit;
        this.clock = clock;
    }

    private record Linked(PersonId person, long identity) {

        static Linked of(ResultSet row, int number) throws SQLException {
            return new Linked(new PersonId(row.getObject(1, UUID.class)), row.getLong(2));
        }
    }

    /**
     * Two Patient records of the writer's hospital are one human.
     *
     * @param reason such as the type of the message, for the reviewer
     * @return whether they are one person now
     * @throws PersonMovedException when somebody else merged one of them at the same time
     */
    public boolean same(RecordWriter writer, RecordId survivor, RecordId other, String reason) {
        Optional<Linked> one = linked(writer, survivor);
        Optional<Linked> two = linked(writer, other);
        if (one.isEmpty() || two.isEmpty()) {
            return false;
        }
        if (one.get().person.equals(two.get().person)) {
            return true;
        }
        PersonId kept = one.get().person;
        PersonId merged = two.get().person;
        if (identities.hasStrongNumber(merged)) {
            if (identities.hasStrongNumber(kept)) {
                noteForReview(kept, merged);
                return false;
            }
            kept = two.get().person;
            merged = one.get().person;
        }
        write(writer, "merge-persons", merged + " into " + kept, reason);
        moves.merge(merged, kept, "local", JoinNumbers.saidBy(writer.hospital()), reason);
        return true;
    }

    /** They are not, whatever the same hospital said before. A reviewer's decision stays. */
    public void different(RecordWriter writer, RecordId one, RecordId other, String reason) {
        Optional<Linked> first = linked(writer, one);
        Optional<Linked> second = linked(writer, other);
        if (first.isEmpty() || second.isEmpty() || !first.get().person.equals(second.get().person)) {
            return;
        }
        OptionalLong merge = mergeBetween(writer, first.get().identity, second.get().identity);
        if (merge.isPresent()) {
            write(writer, "unmerge-persons", "merge " + merge.getAsLong(), reason);
            moves.undo(merge.getAsLong(), JoinNumbers.saidBy(writer.hospital()), reason);
        }
    }

    private void noteForReview(PersonId one, PersonId other) {
        identities.traitsOf(one).stream().findFirst().ifPresent(traits -> identities.traitsOf(other).stream()
                .findFirst()
                .ifPresent(others -> candidates.note(
                        one, other, Match.between(traits, others).and(MatchReason.HOSPITAL_SAYS))));
    }

    private Optional<Linked> linked(RecordWriter writer, RecordId patient) {
        return sql.sql("""
                        select person_id, identity from patient_record
                        where subject = :subject and hospital = :hospital
                          and person_id is not null and identity is not null
                        """)
                .param("subject", patient.key())
                .param("hospital", writer.hospital().value())
                .query(Linked::of)
                .optional();
    }

    private OptionalLong mergeBetween(RecordWriter writer, long one, long other) {
        return sql.sql("""
                        select id from person_merge
                        where undone_at is null and actor = :actor
                          and (:one = any(identities)) <> (:other = any(identities))
                        order by id desc limit 1
                        """)
                .param("actor", JoinNumbers.saidBy(writer.hospital()))
                .param("one", one)
                .param("other", other)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private void write(RecordWriter writer, String action, String object, String reason) {
        audit.append(new AuditEntry(
                clock.instant(), writer.actor(), writer.hospital().value(), action, object, "TREAT", "done", reason));
    }
}
