package org.cloudfilm.storage.share;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.person.PersonDirectory;
import org.cloudfilm.storage.person.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Links as those who made them handle them: patients, and guardians for their wards. A person sees and revokes the links
 * he made and those to his own films. Whether the films may be read by who shares them is asked of
 * {@link org.cloudfilm.storage.consent.Access} before.
 */
public final class Shares {

    /** Of one person, at one time. */
    static final int MOST_ACTIVE = 100;

    private static final int MOST_LISTED = 200;
    private static final int MOST_EVENTS = 100;
    private static final String MINE =
            "(person_id = any(:me::uuid[]) or sharer = any(:me::uuid[]))";

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final PersonDirectory persons;
    private final AuditTrail audit;
    private final AccessChanges changes;
    private final InstantSource clock;

    public Shares(DataSource dataSource, AuditTrail audit, AccessChanges changes, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.persons = new PersonDirectory(dataSource);
        this.audit = audit;
        this.changes = changes;
        this.clock = clock;
    }

    /** What became of a wish to share. */
    public sealed interface Made {

        record Done() implements Made {}

        /** One of the studies is not there, or nobody's. */
        record NoSuchStudy() implements Made {}

        /** The studies are several persons': one link speaks of one. */
        record SeveralPersons() implements Made {}

        /** As many links of this person work already as may. */
        record TooMany() implements Made {}
    }

    /** Made and written down when this returns {@link Made.Done}. */
    public Made make(Requester.Patient who, NewShare share) {
        Made made = transactions.execute(tx -> insert(who, share));
        if (made instanceof Made.Done) {
            write(who, "share-study", share.studies());
        }
        return made;
    }

    private Made insert(Requester.Patient who, NewShare share) {
        List<UUID> owners = owners(share.studies());
        if (owners.size() != share.studies().size() || owners.contains(null)) {
            return new Made.NoSuchStudy();
        }
        if (Set.copyOf(owners).size() > 1) {
            return new Made.SeveralPersons();
        }
        UUID owner = owners.getFirst();
        UUID sharer = persons.find(who.residentId()).map(PersonId::value).orElse(owner);
        // one at a time of one person, so that the limit holds
        sql.sql("select id from person where id = :sharer for update").param("sharer", sharer).query(UUID.class).single();
        if (active(sharer) >= MOST_ACTIVE) {
            return new Made.TooMany();
        }
        insert(share, owner, sharer, who.id());
        return new Made.Done();
    }

    private List<UUID> owners(List<StudyUid> studies) {
        return sql.sql("select p.person_id from study s join patient p on p.id = s.patient where s.uid = any(:uids)")
                .param("uids", uids(studies))
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    private int active(UUID sharer) {
        return sql.sql("""
                        select count(*) from share
                        where sharer = :sharer and revoked_at is null and expires_at > :now and openings_left > 0
                          and failures < attempts
                        """)
                .param("sharer", sharer)
                .param("now", now())
                .query(Integer.class)
                .single();
    }

    private void insert(NewShare share, UUID owner, UUID sharer, String actor) {
        sql.sql("""
                        insert into share (id, locator, sealed_key, passcode, person_id, sharer, made_by, label, images,
                          report, made_at, expires_at, openings, openings_left, attempts)
                        values (:id, :locator, :key, :passcode, :owner, :sharer, :actor, :label, :images, :report, :now,
                          :expires, :openings, :openings, :attempts)
                        """)
                .param("id", share.id().value())
                .param("locator", share.key().locator())
                .param("key", share.key().sealedKey())
                .param("passcode", share.key().passcode())
                .param("owner", owner)
                .param("sharer", sharer)
                .param("actor", actor)
                .param("label", share.label())
                .param("images", share.images())
                .param("report", share.report())
                .param("now", now())
                .param("expires", share.expiresAt().atOffset(ZoneOffset.UTC))
                .param("openings", share.openings())
                .param("attempts", share.attempts())
                .update();
        sql.sql("insert into share_study (share, study) select :id, unnest(:uids::text[])")
                .param("id", share.id().value())
                .param("uids", uids(share.studies()))
                .update();
    }

    /** The newest first; empty for somebody nothing is known of. */
    public List<Share> of(Requester.Patient who) {
        Optional<PersonId> me = persons.find(who.residentId());
        return me.isEmpty() ? List.of() : list("where " + MINE, Map.of("me", behind(me.get())));
    }

    /** Under whichever name a link was made: the person, and all who have been merged into it. */
    private UUID[] behind(PersonId person) {
        return sql.sql("select persons_behind(:person)")
                .param("person", person.value())
                .query(UUID.class)
                .list()
                .toArray(UUID[]::new);
    }

    private List<Share> list(String which, Map<String, Object> values) {
        Map<UUID, List<StudyUid>> studies = new HashMap<>();
        Map<UUID, List<Share.Event>> events = new HashMap<>();
        String chosen = "select * from share " + which + " order by made_at desc, id limit " + MOST_LISTED;
        sql.sql("select share, study from share_study where share in (select id from (" + chosen + ") c) order by study")
                .params(values)
                .query(row -> {
                    studies.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(new StudyUid(row.getString(2)));
                });
        sql.sql("select share, at, recipient, outcome from share_opening where share in (select id from (" + chosen
                        + ") c) order by id desc limit " + MOST_LISTED * MOST_EVENTS)
                .params(values)
                .query(row -> {
                    events.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>()).add(event(row));
                });
        Instant now = clock.instant();
        return sql.sql(chosen)
                .params(values)
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return share(row, now, studies.getOrDefault(id, List.of()), events.getOrDefault(id, List.of()));
                })
                .list();
    }

    /**
     * Returns when nothing the link gave can be read any more, in no process. False when there is no such link of this
     * person's. Revoking twice is like revoking once.
     */
    public boolean revoke(Requester.Patient who, ShareId id) {
        Optional<PersonId> me = persons.find(who.residentId());
        List<StudyUid> studies = me.isEmpty() ? List.of() : transactions.execute(tx -> revoke(me.get(), id));
        if (studies.isEmpty()) {
            return false;
        }
        changes.awaitAll();
        write(who, "revoke-share", studies);
        return true;
    }

    private List<StudyUid> revoke(PersonId me, ShareId id) {
        List<StudyUid> studies = sql.sql("""
                        with revoked as (
                          update share set revoked_at = coalesce(revoked_at, :now)
                          where id = :id and %s returning id)
                        select study from share_study where share in (select id from revoked) order by study
                        """.formatted(MINE))
                .param("now", now())
                .param("id", id.value())
                .param("me", behind(me))
                .query((row, n) -> new StudyUid(row.getString(1)))
                .list();
        if (!studies.isEmpty()) {
            changes.narrowed();
        }
        return studies;
    }

    /** One entry for each study: the trail of a person is found by what is theirs. */
    private void write(Requester.Patient who, String action, List<StudyUid> studies) {
        studies.stream()
                .map(study -> audit.begin(new AuditEntry(clock.instant(), who.id(), null, action, study.value(),
                        Purpose.PATRQT.name(), "done", null)))
                .toList()
                .forEach(AuditTrail.Underway::await);
    }

    static Share.State state(ResultSet row, Instant now) throws SQLException {
        if (row.getObject("revoked_at") != null) {
            return Share.State.REVOKED;
        }
        if (row.getInt("failures") >= row.getInt("attempts")) {
            return Share.State.LOCKED;
        }
        if (!row.getObject("expires_at", OffsetDateTime.class).toInstant().isAfter(now)) {
            return Share.State.EXPIRED;
        }
        return row.getInt("openings_left") == 0 ? Share.State.USED_UP : Share.State.ACTIVE;
    }

    private static Share share(ResultSet row, Instant now, List<StudyUid> studies, List<Share.Event> events)
            throws SQLException {
        return new Share(
                new ShareId(row.getObject("id", UUID.class)),
                state(row, now),
                studies,
                row.getString("label"),
                row.getBoolean("images"),
                row.getBoolean("report"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getInt("openings_left"),
                row.getInt("attempts") - row.getInt("failures"),
                events);
    }

    private static Share.Event event(ResultSet row) throws SQLException {
        return new Share.Event(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("recipient"),
                row.getString("outcome").equals("opened") ? Share.Outcome.OPENED : Share.Outcome.WRONG_PASSCODE);
    }

    private static String[] uids(List<StudyUid> studies) {
        return studies.stream().map(StudyUid::value).toArray(String[]::new);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
