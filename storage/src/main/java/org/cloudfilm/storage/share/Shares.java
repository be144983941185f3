package org.cloudfilm.storage.share;

import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.consent.NarrowingTransactions;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.Wards;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.person.PersonDirectory;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.person.ResidentId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Links as those who made them handle them: patients, and guardians for their wards. Somebody sees and revokes the links
 * they made and those to films of their own and their wards'. Whether the films may be read by who shares them is asked of
 * {@link org.cloudfilm.storage.consent.Access} before.
 */
public final class Shares {

    /** Of one person, at one time. */
    static final int MOST_ACTIVE = 100;

    private static final String MINE =
            "(person_id = any(:family::uuid[]) or sharer = any(:me::uuid[]))";

    private final JdbcClient sql;
    private final ShareRows rows;
    private final TransactionOperations transactions;
    private final PersonDirectory persons;
    private final Wards wards;
    private final AuditTrail audit;
    private final AccessChanges changes;
    private final InstantSource clock;

    public Shares(DataSource dataSource, AuditTrail audit, AccessChanges changes, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.rows = new ShareRows(sql);
        this.transactions = new NarrowingTransactions(dataSource, changes);
        this.persons = new PersonDirectory(dataSource);
        this.wards = new Wards(dataSource);
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

    /** How long somebody may share these: guardians until their ward grows up, patients for ever. */
    public Instant until(Requester.Patient who, List<StudyUid> studies) {
        Optional<PersonId> me = persons.find(who.residentId());
        Map<PersonId, Wards.Ward> mine = wards.of(who.residentId(), clock.instant());
        return owners(studies).stream()
                .filter(Objects::nonNull)
                .map(PersonId::new)
                .filter(owner -> !me.equals(Optional.of(owner)) && mine.containsKey(owner))
                .map(ward -> mine.get(ward).until())
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
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
        Optional<UUID> me = persons.find(who.residentId()).map(PersonId::value);
        // a guardian whom no hospital knows
        UUID sharer = me.orElse(owner);
        // one at a time of one person, so that the limit holds
        sql.sql("select id from person where id = :sharer for update").param("sharer", sharer).query(UUID.class).single();
        if (active(sharer) >= MOST_ACTIVE) {
            return new Made.TooMany();
        }
        Optional<ResidentId> guardian = Optional.of(who.residentId()).filter(one -> !me.equals(Optional.of(owner)));
        insert(share, owner, sharer, guardian, who.id());
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

    private void insert(NewShare share, UUID owner, UUID sharer, Optional<ResidentId> guardian, String actor) {
        sql.sql("""
                        insert into share (id, locator, sealed_key, passcode, person_id, sharer, guardian, made_by, label,
                          images, report, made_at, expires_at, openings, openings_left, attempts)
                        values (:id, :locator, :key, :passcode, :owner, :sharer, :guardian, :actor, :label, :images,
                          :report, :now, :expires, :openings, :openings, :attempts)
                        """)
                .param("id", share.id().value())
                .param("locator", share.key().locator())
                .param("key", share.key().sealedKey())
                .param("passcode", share.key().passcode())
                .param("owner", owner)
                .param("sharer", sharer)
                .param("guardian", guardian.map(ResidentId::value).orElse(null), Types.VARCHAR)
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
        return rows.list(MINE, mine(who), clock.instant());
    }

    private Map<String, Object> mine(Requester.Patient who) {
        List<PersonId> me = persons.find(who.residentId()).stream().toList();
        List<PersonId> family = new ArrayList<>(me);
        family.addAll(wards.of(who.residentId(), clock.instant()).keySet());
        return Map.of("me", behind(me), "family", behind(family));
    }

    /** Under whichever names links were made: the persons, and all who have been merged into them. */
    private UUID[] behind(List<PersonId> persons) {
        return persons.isEmpty() ? new UUID[0] : sql.sql("select persons_behind(one) from unnest(:persons::uuid[]) one")
                .param("persons", PersonId.values(persons))
                .query(UUID.class)
                .list()
                .toArray(UUID[]::new);
    }

    /**
     * Returns when nothing the link gave can be read any more, in no process. False when there is no such link of this
     * person's. Revoking twice is like revoking once.
     */
    public boolean revoke(Requester.Patient who, ShareId id) {
        List<StudyUid> studies = transactions.execute(tx -> revoke(mine(who), id));
        if (studies.isEmpty()) {
            return false;
        }
        write(who, "revoke-share", studies);
        return true;
    }

    private List<StudyUid> revoke(Map<String, Object> mine, ShareId id) {
        List<StudyUid> studies = sql.sql("""
                        with revoked as (
                          update share set revoked_at = coalesce(revoked_at, :now)
                          where id = :id and %s returning id)
                        select study from share_study where share in (select id from revoked) order by study
                        """.formatted(MINE))
                .param("now", now())
                .param("id", id.value())
                .params(mine)
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

    private static String[] uids(List<StudyUid> studies) {
        return studies.stream().map(StudyUid::value).toArray(String[]::new);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
