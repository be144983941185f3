package org.cloudfilm.viewer.settlement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.cloudfilm.storage.consent.Requester;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins to settle a visit: its charges are held by one settlement, whoever else clicks at the same moment. */
final class OpenSettlement {

    private final TransactionTemplate transactions;
    private final Settlements settlements;
    private final Charges charges;
    private final SettlementEvents events;
    private final ChargeNews news;

    OpenSettlement(
            TransactionTemplate transactions,
            Settlements settlements,
            Charges charges,
            SettlementEvents events,
            ChargeNews news) {
        this.transactions = transactions;
        this.settlements = settlements;
        this.charges = charges;
        this.events = events;
        this.news = news;
    }

    sealed interface Opened {

        /** By this request, or by the same one before. */
        record Settling(UUID settlement) implements Opened {}

        /** The key was given before, with another wish. */
        record KeyReused() implements Opened {}

        record UnderWay(UUID settlement) implements Opened {}

        record NothingDue() implements Opened {}

        /** A charge that was named is not there to be paid, or can not be paid together with others. */
        record NotPayable() implements Opened {}
    }

    /**
     * @param visit     Encounter
     * @param ofPatient whether a charge of it is its patient's
     * @param wanted    charges by name; empty for all that are due. One that is only planned is paid before it is
     *                  performed, and by itself, so that it can be refunded by itself
     */
    Opened open(
            Requester.Clinician who, String visit, Predicate<Charge.Visit> ofPatient, String key, Set<UUID> wanted) {
        byte[] digest = digest(visit, wanted);
        try {
            return transactions.execute(status -> tryOpen(who, visit, ofPatient, key, wanted, digest));
        } catch (DuplicateKeyException e) {
            // another request was quicker, with this key or for this visit: now it is there to be seen
            return transactions.execute(status -> tryOpen(who, visit, ofPatient, key, wanted, digest));
        }
    }

    private Opened tryOpen(
            Requester.Clinician who, String visit, Predicate<Charge.Visit> ofPatient, String key, Set<UUID> wanted,
            byte[] digest) {
        // whoever had them locked has opened a settlement that can be seen now
        List<Charge> unpaid = charges.lockUnpaid(who.hospital(), visit);
        Optional<Settlements.Request> before = settlements.request(who.hospital(), key);
        if (before.isPresent()) {
            return Arrays.equals(before.get().digest(), digest)
                    ? new Opened.Settling(before.get().settlement())
                    : new Opened.KeyReused();
        }
        Optional<Settlement> other = settlements.underWay(visit);
        if (other.isPresent()) {
            return new Opened.UnderWay(other.get().id());
        }
        List<Charge> chosen = unpaid.stream()
                .filter(charge -> ofPatient.test(charge.visit()))
                .filter(charge -> wanted.isEmpty() ? charge.state() == ChargeState.DUE : wanted.contains(charge.id()))
                .toList();
        boolean planned = chosen.stream().anyMatch(charge -> charge.state() == ChargeState.PLANNED);
        if (chosen.size() < wanted.size() || planned && chosen.size() > 1) {
            return new Opened.NotPayable();
        }
        if (chosen.isEmpty()) {
            return new Opened.NothingDue();
        }
        UUID id = UUID.randomUUID();
        settlements.open(id, chosen.getFirst().visit(), who.id(), chosen);
        chosen.forEach(charge -> hold(charge, id));
        settlements.keep(who.hospital(), key, new Settlements.Request(digest, id));
        events.step(id);
        return new Opened.Settling(id);
    }

    private void hold(Charge charge, UUID settlement) {
        Charge held = charge.in(ChargeState.SETTLING, "settle", Optional.of(settlement));
        charges.change(held);
        news.changed(held);
    }

    private static byte[] digest(String visit, Set<UUID> wanted) {
        try {
            String wish = visit + "\n" + new TreeSet<>(wanted);
            return MessageDigest.getInstance("SHA-256").digest(wish.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
