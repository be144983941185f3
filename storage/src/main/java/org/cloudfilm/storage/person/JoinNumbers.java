package org.cloudfilm.storage.person;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;

/**
 * What becomes of a patient's second number, such as that of a ward beside that of the clinic, when the hospital has used
 * it before. If name and birth date agree with whom it was used for, the two are one person from now on, as if the
 * hospital had said so of two patients; otherwise the number stays where it is: newborns come with their mother's.
 * Joins the caller's transaction, which holds the locks of all these numbers.
 */
final class JoinNumbers {

    private final Identities identities;
    private final FindCandidates candidates;
    private final MoveIdentities moves;
    private final NumberHolders holders;

    JoinNumbers(DataSource dataSource, InstantSource clock) {
        this.identities = new Identities(dataSource, clock);
        this.candidates = new FindCandidates(dataSource, clock);
        this.moves = new MoveIdentities(dataSource, clock);
        this.holders = new NumberHolders(dataSource);
    }

    /** @param numbers that are the person's, the first one left out */
    record Joined(PersonId person, List<PatientNumber> numbers) {}

    /** @param patient whose the first number is */
    Joined join(PersonId patient, Identification who) {
        PersonId person = patient;
        List<PatientNumber> numbers = new ArrayList<>();
        for (PatientNumber number : who.local().subList(1, who.local().size())) {
            Optional<PersonId> holder = holder(person, number, who);
            holder.ifPresent(whose -> numbers.add(number));
            person = holder.orElse(person);
        }
        return new Joined(person, numbers);
    }

    /** Who the person is now, if the number is his, or was before the hospital gave it to somebody else. */
    private Optional<PersonId> holder(PersonId person, PatientNumber number, Identification who) {
        List<PersonId> persons = holders.of(who.hospital(), List.of(number)).stream()
                .map(NumberHolders.Holder::person)
                .toList();
        if (persons.isEmpty() || persons.contains(person)) {
            return Optional.of(person);
        }
        return persons.stream()
                .filter(one -> identities.agrees(one, who.traits()))
                .findFirst()
                .flatMap(one -> merge(person, one, who));
    }

    /** Whoever has a strong number takes the other over. Empty when both have, or a reviewer has parted them. */
    private Optional<PersonId> merge(PersonId person, PersonId holder, Identification who) {
        boolean strong = identities.hasStrongNumber(person);
        boolean holderStrong = identities.hasStrongNumber(holder);
        if (strong && holderStrong) {
            identities.traitsOf(holder).stream().findFirst().ifPresent(known -> candidates.note(
                    person, holder, Match.between(known, who.traits()).and(MatchReason.HOSPITAL_SAYS)));
            return Optional.empty();
        }
        if (candidates.apart(person, holder)) {
            return Optional.empty();
        }
        PersonId survivor = holderStrong ? holder : person;
        PersonId merged = holderStrong ? person : holder;
        moves.merge(merged, survivor, "local", saidBy(who.hospital()), "two numbers of one patient");
        return Optional.of(survivor);
    }

    /** The actor of merges that a hospital brought about, whichever of its systems said it. */
    static String saidBy(HospitalId hospital) {
        return "hospital/" + hospital;
    }
}
