package org.cloudfilm.viewer.recognition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes feedback about cards (CDS Hooks 2.0, section Feedback). All of it is kept. A suggestion that was accepted is a
 * recognition, a card that was overridden for one of the lawful reasons a refusal; whatever cannot be decided so any
 * more (decided before, no longer to be seen) stays feedback.
 */
final class CdsFeedback {

    private static final int MOST = 100;
    private static final int LONGEST_COMMENT = 500;

    private final IssuedCards cards;
    private final Decide decide;
    private final JdbcClient sql;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    CdsFeedback(
            IssuedCards cards, Decide decide, DataSource dataSource, TransactionOperations transaction, InstantSource clock) {
        this.cards = cards;
        this.decide = decide;
        this.sql = JdbcClient.create(dataSource);
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @param reason as given, {@code system|code}; empty for none. @param lawful the reason, if it is one of ours */
    private record Told(
            IssuedCards.Issued card, boolean accepted, String reason, Optional<RepeatReason> lawful, String comment, Instant at) {}

    /** @throws CdsRefusal 400 not feedback, 404 about a card that this service never showed this hospital; all or nothing */
    void take(Requester.HospitalSystem system, CdsService service, byte[] body) {
        List<Told> all = read(system, service, body);
        transaction.executeWithoutResult(status -> all.forEach(this::keep));
        all.forEach(this::decide);
    }

    private List<Told> read(Requester.HospitalSystem system, CdsService service, byte[] body) {
        JsonDocument json;
        try {
            json = JsonDocument.parse(body);
        } catch (JsonFormatException e) {
            throw CdsRefusal.bad("the body is not JSON");
        }
        List<Integer> entries = Json.elements(json, json.root(), "feedback");
        if (entries.isEmpty() || entries.size() > MOST) {
            throw CdsRefusal.bad("feedback must have 1 to " + MOST + " entries");
        }
        List<Told> all = new ArrayList<>();
        entries.forEach(entry -> all.add(told(system, service, json, entry)));
        return all;
    }

    private Told told(Requester.HospitalSystem system, CdsService service, JsonDocument json, int entry) {
        UUID uuid = uuid(Json.string(json, entry, "card"), "card");
        Instant at = moment(Json.string(json, entry, "outcomeTimestamp"));
        boolean accepted = switch (Json.string(json, entry, "outcome")) {
            case "accepted" -> true;
            case "overridden" -> false;
            default -> throw CdsRefusal.bad("outcome must be accepted or overridden");
        };
        int override = Json.member(json, entry, "overrideReason");
        int coding = Json.member(json, override, "reason");
        String systemOfReason = Json.string(json, coding, "system");
        String code = Json.string(json, coding, "code");
        boolean ours = systemOfReason.equals(RepeatReason.SYSTEM);
        Optional<RepeatReason> lawful = ours ? RepeatReason.find(code) : Optional.empty();
        if (ours && lawful.isEmpty() || accepted && override >= 0) {
            throw CdsRefusal.bad("overrideReason is none of this service's reasons, or not fit for the outcome");
        }
        String comment = Json.string(json, override, "userComment").strip();
        if (comment.length() > LONGEST_COMMENT || comment.indexOf('\0') >= 0 || (systemOfReason + code).length() > 200
                || (systemOfReason + code).indexOf('\0') >= 0) {
            throw CdsRefusal.bad("a comment has at most " + LONGEST_COMMENT + " characters");
        }
        IssuedCards.Issued card = cards.find(uuid, service, system.hospital())
                .orElseThrow(() -> new CdsRefusal(404, "there is no such card"));
        List<Integer> suggestions = Json.elements(json, entry, "acceptedSuggestions");
        if (accepted && (suggestions.isEmpty() || suggestions.stream()
                .anyMatch(one -> !uuid(Json.string(json, one, "id"), "suggestion").equals(card.suggestion())))) {
            throw CdsRefusal.bad("acceptedSuggestions must name the card's suggestion");
        }
        return new Told(card, accepted, code.isEmpty() ? "" : systemOfReason + "|" + code, lawful, comment, at);
    }

    private static UUID uuid(String text, String what) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw CdsRefusal.bad(what + " must be a UUID");
        }
    }

    private static Instant moment(String text) {
        try {
            Instant moment = OffsetDateTime.parse(text).toInstant();
            if (moment.isAfter(Instant.EPOCH) && moment.isBefore(Instant.parse("9999-01-01T00:00:00Z"))) {
                return moment;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw CdsRefusal.bad("outcomeTimestamp must be a moment of ISO 8601");
    }

    private void keep(Told told) {
        sql.sql("""
                        insert into cds_feedback (card, outcome, suggestion, reason, comment, outcome_at, told_at)
                        values (:card, :outcome, :suggestion::uuid, nullif(:reason, ''), nullif(:comment, ''), :at, :now)
                        """)
                .param("card", told.card.card())
                .param("outcome", told.accepted ? "accepted" : "overridden")
                .param("suggestion", told.accepted ? told.card.suggestion() : null)
                .param("reason", told.reason)
                .param("comment", told.comment)
                .param("at", Decisions.at(told.at))
                .param("now", Decisions.at(clock.instant()))
                .update();
    }

    private void decide(Told told) {
        if (!told.accepted && told.lawful.isEmpty()) {
            return;
        }
        decide.decide(told.card.who(), new Decide.Wish(
                told.card.order(),
                Optional.of(told.card.patient()),
                told.card.study(),
                told.accepted ? Decision.Kind.RECOGNISE : Decision.Kind.DECLINE,
                told.lawful.orElse(null),
                told.comment,
                Decision.Via.CARD));
    }
}
