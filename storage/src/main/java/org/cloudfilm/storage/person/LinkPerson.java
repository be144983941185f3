package org.cloudfilm.storage.person;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.cloudfilm.storage.person.NumberHolders.Holder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds or makes the person whom a hospital's patient is.
 *
 * <ol>
 *   <li>A strong number that name and birth date agree with decides.
 *   <li>Else the hospital's own number does, if it was seen before. Where it has been given to another human, it is
 *       whoever of those who had it fits best.
 *   <li>Else the patient is a person of its own, and those it may be the same as are noted for a reviewer.
 * </ol>
 *
 * <p>When a patient that stood alone turns out to have a person's strong number, the two are merged, unless a reviewer
 * has parted them; so are those whom a hospital gives one of its numbers each and then both ({@link JoinNumbers}). That
 * can be undone, too. Safe to call at once from anywhere: whoever speaks of a number waits for those who speak of it too.
 * Joins the caller's transaction.
 */
public final class LinkPerson {

    /** The identifier system of the resident ID (GB 11643), as an OID. */
    public static final String RESIDENT_ID_OID = "2.16.156.10011.1.3";

    private static final int TRIES = 5;
    private static final Set<MatchReason> SOMEBODY_ELSE = Set.of(MatchReason.OTHER_NAME, MatchReason.OTHER_BIRTH_DATE);

    private final TransactionTemplate transactions;
    private final JdbcClient sql;
    private final Identities identities;
    private final FindCandidates candidates;
    private final MoveIdentities moves;
    private final JoinNumbers numbers;
    private final NumberHolders held;

    /** The person and the identity of one patient. */
    public record Linked(PersonId person, long identity) {}

    public LinkPerson(DataSource dataSource, InstantSource clock) {
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.sql = JdbcClient.create(dataSource);
        this.identities = new Identities(dataSource, clock);
        this.candidates = new FindCandidates(dataSource, clock);
        this.moves = new MoveIdentities(dataSource, clock);
        this.numbers = new JoinNumbers(dataSource, clock);
        this.held = new NumberHolders(dataSource);
    }

    public Linked link(Identification who) {
        return linkAll(List.of(who)).getFirst();
    }

    /** As {@link #link} for each, in their order. All numbers are waited for in one order, so no two callers block. */
    public List<Linked> linkAll(List<Identification> all) {
        return transactions.execute(status -> {
            lock(all);
            return all.stream().map(this::linkLocked).toList();
        });
    }

    private void lock(List<Identification> all) {
        Set<String> numbers = new LinkedHashSet<>();
        for (Identification who : all) {
            who.strong().forEach(number -> numbers.add(number.system() + '|' + number.value()));
            who.local().forEach(number ->
                    numbers.add(who.hospital().value() + '|' + number.system() + '|' + number.value()));
        }
        sql.sql("""
                        select pg_advisory_xact_lock(key) from (
                          select distinct hashtextextended(number, 65) as key from unnest(:numbers::text[]) as number
                          order by key) as keys
                        """)
                .param("numbers", numbers.toArray(String[]::new))
                .query((row, n) -> n)
                .list();
    }

    private Linked linkLocked(Identification who) {
        for (int n = 1; ; n++) {
            try {
                return tryLink(who);
            } catch (PersonMovedException e) {
                // merged between our looking and writing, by a reviewer or by another number: what is so now can be seen
                if (n == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Linked tryLink(Identification who) {
        Optional<PersonId> local = byLocalNumber(who);
        List<PersonId> holders = identities.byStrongNumber(who.vouchedFor());
        Optional<PersonId> strong = holders.stream().filter(person -> identities.agrees(person, who.traits())).findFirst();

        PersonId person;
        String linkedBy;
        if (strong.isPresent() && (local.isEmpty() || local.equals(strong))) {
            person = strong.get();
            linkedBy = "strong";
        } else if (strong.isPresent()
                && !identities.hasStrongNumber(local.get())
                && !candidates.apart(local.get(), strong.get())) {
            moves.merge(local.get(), strong.get(), "strong", PersonReview.SYSTEM,
                    "a strong number that name and birth date agree with");
            person = strong.get();
            linkedBy = "strong";
        } else if (local.isPresent()) {
            person = local.get();
            linkedBy = "local";
        } else {
            person = identities.newPerson();
            linkedBy = who.vouchedFor().isEmpty() ? "alone" : "strong";
        }
        Identities.Kept kept = identities.keep(person, who, who.local().getFirst(), linkedBy);
        identities.claim(person, who.vouchedFor());
        JoinNumbers.Joined joined = numbers.join(person, who);
        for (PatientNumber number : joined.numbers()) {
            identities.keep(joined.person(), who, number, linkedBy);
        }
        noteDoubts(joined.person(), who, holders, kept);
        return new Linked(joined.person(), kept.identity());
    }

    /** Empty when the hospital has not used the number before, or gives it to somebody else now. */
    private Optional<PersonId> byLocalNumber(Identification who) {
        List<Holder> plausible = held.of(who.hospital(), who.local()).stream()
                .filter(holder -> plausible(holder, who.traits()))
                .toList();
        return NumberHolders.best(plausible, who.traits()).map(Holder::person);
    }

    /** A hospital may correct a name or a date; when neither fits, its number was given to somebody else. */
    private boolean plausible(Holder holder, Traits traits) {
        return plausible(holder.traits(), traits)
                || !holder.former()
                        && identities.traitsOf(holder.person()).stream().anyMatch(known -> plausible(known, traits));
    }

    private static boolean plausible(Traits known, Traits traits) {
        return !Match.between(known, traits).reasons().containsAll(SOMEBODY_ELSE);
    }

    private void noteDoubts(PersonId person, Identification who, List<PersonId> holders, Identities.Kept kept) {
        List<PersonId> contradicted = new ArrayList<>(holders);
        contradicted.remove(person);
        for (PersonId holder : contradicted) {
            identities.traitsOf(holder).stream()
                    .map(known -> Match.between(known, who.traits()).and(MatchReason.SAME_NUMBER))
                    .max((a, b) -> Integer.compare(a.score(), b.score()))
                    .ifPresent(match -> candidates.note(person, holder, match));
        }
        if (kept.news()) {
            candidates.find(person, who.traits());
        }
    }
}
