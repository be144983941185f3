package org.cloudfilm.gateway.hl7v2;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cloudfilm.gateway.hl7v2.Answers.Verdict;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.inbox.DeadLetter;
import org.cloudfilm.storage.inbox.DeadLetters;
import org.cloudfilm.storage.inbox.Inbox;
import org.cloudfilm.storage.inbox.Taken;

/** Takes a dead letter as if it came now, as mended if it was. Whoever sends the original again gets the new answer. */
public final class ReplayDeadLetter {

    private final Hospitals hospitals;
    private final Hl7Handler handler;
    private final Inbox inbox;
    private final DeadLetters letters;
    private final Answers answers;

    ReplayDeadLetter(
            Hospitals hospitals, Hl7Handler handler, Inbox inbox, DeadLetters letters, Answers answers) {
        this.hospitals = hospitals;
        this.handler = handler;
        this.inbox = inbox;
        this.letters = letters;
        this.answers = answers;
    }

    /** What became of it. */
    sealed interface Outcome {

        record Replayed() implements Outcome {}

        /** It stays open, with this as its reason. */
        record StillDead(String reason) implements Outcome {}

        /** Somebody else has replayed it or set it aside. */
        record NotOpen() implements Outcome {}
    }

    Outcome replay(DeadLetter letter) {
        try {
            return apply(letter);
        } catch (UnusableMessageException e) {
            return stillDead(letter, e.fault().toString());
        }
    }

    private Outcome apply(DeadLetter letter) {
        Optional<Charset> usual = letter.hospital().flatMap(hospitals::find).flatMap(known -> known.hl7().charset());
        MessageCharset.Decoded decoded = letter.mended().isPresent()
                ? new MessageCharset.Decoded(letter.mended().get(), StandardCharsets.UTF_8)
                : MessageCharset.decode(letter.received(), usual);
        Hl7Message message = Hl7Message.parse(decoded.text(), decoded.charset());
        Header header = message.header();
        header.fault().ifPresent(fault -> {
            throw new UnusableMessageException(fault);
        });
        Hospital hospital = sender(letter, header);
        Taken taken = inbox.replay(
                letter.id(), Incoming.keyOf(hospital, header), Digests.sha256(letter.received()), () -> {
                    TakeMessage.apply(handler, message, hospital);
                    return answers.of(header, letter.charset(), Verdict.ACCEPTED, Optional.empty());
                });
        return switch (taken) {
            case Taken.Applied applied -> new Outcome.Replayed();
            case Taken.Repeated repeated -> new Outcome.NotOpen();
            case Taken.Conflicting conflicting -> stillDead(letter, TakeMessage.DUPLICATE.toString());
        };
    }

    /** Mending must not make one hospital's message another's. */
    private Hospital sender(DeadLetter letter, Header header) {
        return hospitals
                .findByHl7(header.application(), header.facility())
                .filter(found -> letter.hospital().isEmpty() || letter.hospital().get().equals(found.id()))
                .orElseThrow(() -> new UnusableMessageException(
                        ErrorCode.UNKNOWN_KEY, Location.of("MSH", 4), "application and facility are not this hospital's"));
    }

    private Outcome stillDead(DeadLetter letter, String reason) {
        letters.setReason(letter.id(), reason);
        return new Outcome.StillDead(reason);
    }
}
