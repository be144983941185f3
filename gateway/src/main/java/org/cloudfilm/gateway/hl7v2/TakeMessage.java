package org.cloudfilm.gateway.hl7v2;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cloudfilm.gateway.hl7v2.Answers.Verdict;
import org.cloudfilm.storage.audit.AuditUnavailableException;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.inbox.DeadLettersFullException;
import org.cloudfilm.storage.inbox.Inbox;
import org.cloudfilm.storage.inbox.Taken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Applies a message of a known sender once, or keeps it as a dead letter, and gives the answer. */
final class TakeMessage {

    private static final Logger log = LoggerFactory.getLogger(TakeMessage.class);

    private static final int ATTEMPTS = 5;

    private static final Fault AGAIN = new Fault(
            ErrorCode.INTERNAL, Location.NOWHERE, "the message could not be stored just now, send it again later");
    static final Fault DUPLICATE =
            new Fault(ErrorCode.DUPLICATE_KEY, Location.of("MSH", 10), "duplicate control id: came with other content");

    private final Hl7Handler handler;
    private final Inbox inbox;
    private final Ledger ledger;
    private final Answers answers;

    TakeMessage(Hl7Handler handler, Inbox inbox, Ledger ledger, Answers answers) {
        this.handler = handler;
        this.inbox = inbox;
        this.ledger = ledger;
        this.answers = answers;
    }

    byte[] take(Incoming incoming) {
        try {
            return takeAgainstOthers(incoming);
        } catch (DeadLettersFullException e) {
            log.error("message of {} refused: {}", incoming.hospital().id(), e.getMessage());
        } catch (TransientDataAccessException | DataAccessResourceFailureException | TransactionException
                | AuditUnavailableException e) {
            log.warn("message of {} could not be stored: {}", incoming.hospital().id(), e.getClass().getName());
        }
        return answers.of(incoming.header(), StandardCharsets.UTF_8, Verdict.ERROR, Optional.of(AGAIN));
    }

    /** Two messages about one patient at once may get into each other's way; the loser has another try. */
    private byte[] takeAgainstOthers(Incoming incoming) {
        for (int attempt = 1; ; attempt++) {
            try {
                return takeOnce(incoming);
            } catch (ConcurrencyFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private byte[] takeOnce(Incoming incoming) {
        Charset charset = MessageCharset.guess(incoming.bytes(), incoming.usualCharset());
        Header header = incoming.header();
        try {
            MessageCharset.Decoded decoded = MessageCharset.decode(incoming.bytes(), incoming.usualCharset());
            charset = decoded.charset();
            Hl7Message message = Hl7Message.parse(decoded.text(), charset);
            header = message.header();
            header.fault().ifPresent(fault -> {
                throw new UnusableMessageException(fault);
            });
            return settle(new Incoming(incoming.hospital(), header, incoming.bytes(), incoming.from()), message, charset);
        } catch (UnusableMessageException e) {
            return bury(new Incoming(incoming.hospital(), header, incoming.bytes(), incoming.from()), charset, e.fault());
        }
    }

    private byte[] settle(Incoming incoming, Hl7Message message, Charset charset) {
        Taken taken = inbox.take(incoming.key(), incoming.digest(), () -> {
            apply(handler, message, incoming.hospital());
            return answers.of(incoming.header(), charset, Verdict.ACCEPTED, Optional.empty());
        });
        return switch (taken) {
            case Taken.Applied(byte[] answer) -> {
                ledger.taken(incoming.hospital(), incoming.header(), "done", null);
                yield answer;
            }
            case Taken.Repeated(byte[] answer) -> {
                ledger.taken(incoming.hospital(), incoming.header(), "done", "repeated");
                yield answer;
            }
            case Taken.Conflicting() -> conflicting(incoming, charset);
        };
    }

    /** A failure of ours that the same message would meet again must not stop the sender's queue for good. */
    static void apply(Hl7Handler handler, Hl7Message message, Hospital sender) {
        try {
            handler.apply(message, sender);
        } catch (UnusableMessageException | TransientDataAccessException | DataAccessResourceFailureException
                | TransactionException | AuditUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("message {} of {} cannot be applied: {}", Incoming.typeOf(message.header()),
                    sender.id(), describe(e));
            throw new UnusableMessageException(
                    ErrorCode.INTERNAL, Location.NOWHERE, "applying it fails here: " + e.getClass().getSimpleName());
        }
    }

    /** Where, but not what: messages of exceptions may quote the content. */
    private static String describe(RuntimeException e) {
        return e.getClass().getName() + (e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0]);
    }

    private byte[] conflicting(Incoming incoming, Charset charset) {
        ledger.keep(incoming.letter(charset, DUPLICATE));
        ledger.taken(incoming.hospital(), incoming.header(), "failed", DUPLICATE.toString());
        return answers.of(incoming.header(), charset, Verdict.KEPT, Optional.of(DUPLICATE));
    }

    private byte[] bury(Incoming incoming, Charset charset, Fault fault) {
        byte[] answer = answers.of(incoming.header(), charset, Verdict.KEPT, Optional.of(fault));
        log.warn("message {} of {} is a dead letter: {}", Incoming.typeOf(incoming.header()),
                incoming.hospital().id(), fault);
        if (incoming.header().fault().isPresent()) {
            ledger.keep(incoming.letter(charset, fault));
            ledger.taken(incoming.hospital(), incoming.header(), "failed", fault.toString());
            return answer;
        }
        Taken taken = inbox.bury(incoming.key(), incoming.letter(charset, fault), answer);
        ledger.taken(incoming.hospital(), incoming.header(), "failed", fault.toString());
        return switch (taken) {
            case Taken.Applied(byte[] now) -> now;
            case Taken.Repeated(byte[] then) -> then;
            case Taken.Conflicting() -> conflicting(incoming, charset);
        };
    }
}
