package org.cloudfilm.gateway.hl7v2;

import java.net.InetAddress;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.gateway.hl7v2.Answers.Verdict;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.Hospitals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who sent a message. Known senders' messages go to {@link TakeMessage}, others go away with a reason. */
final class MessageDesk {

    private static final Logger log = LoggerFactory.getLogger(MessageDesk.class);
    private static final byte[] NO_ANSWER = {};

    static final Fault UNREADABLE =
            new Fault(ErrorCode.SEGMENT_SEQUENCE, Location.NOWHERE, "the message has no MSH segment that can be read");

    private static final String NOT_FOR_HERE = "messages of this kind (production, training, debugging) are not taken";

    private final Hospitals hospitals;
    private final Set<String> processingIds;
    private final TakeMessage known;
    private final Ledger ledger;
    private final Answers answers;

    MessageDesk(
            Hospitals hospitals, Set<String> processingIds, TakeMessage known, Ledger ledger, Answers answers) {
        this.hospitals = hospitals;
        this.processingIds = processingIds;
        this.known = known;
        this.ledger = ledger;
        this.answers = answers;
    }

    /**
     * Returns when all that the message does is committed.
     *
     * @return answers as they go onto the connection; empty when the sender wants to hear nothing
     */
    byte[] take(byte[] bytes, InetAddress from) {
        Optional<Announced> announced = announced(bytes);
        if (announced.isEmpty()) {
            return refuseUnreadable(bytes, from);
        }
        Header header = announced.get().header();
        Optional<Hospital> sender = hospitals
                .findByHl7(header.application(), header.facility())
                .filter(hospital -> hospital.callsFrom(from));
        if (sender.isEmpty()) {
            log.warn("message from {} rejected: no such sender", from.getHostAddress());
            ledger.refused(from);
            return answers.of(header, announced.get().charset(), Verdict.REJECTED, Optional.of(new Fault(
                    ErrorCode.UNKNOWN_KEY, Location.of("MSH", 4), "application and facility are not known from here")));
        }
        if (!processingIds.contains(header.processingId())) {
            log.warn("message of {} rejected: not for production", sender.get().id());
            ledger.refused(from, sender.get(), "not for production");
            return answers.of(header, announced.get().charset(), Verdict.REJECTED, Optional.of(new Fault(
                    ErrorCode.UNSUPPORTED_PROCESSING_ID, Location.of("MSH", 11), NOT_FOR_HERE)));
        }
        return header.type().equals("ACK") ? NO_ANSWER : known.take(new Incoming(sender.get(), header, bytes, from));
    }

    /** Rejects what was longer than is taken, by its beginning. */
    byte[] refuseTooLong(byte[] beginning, InetAddress from) {
        Fault fault = new Fault(ErrorCode.INTERNAL, Location.NOWHERE, "the message is too long");
        log.warn("message from {} rejected: too long", from.getHostAddress());
        return announced(beginning)
                .map(known -> answers.of(known.header(), known.charset(), Verdict.REJECTED, Optional.of(fault)))
                .orElseGet(() -> answers.toUnreadable(fault));
    }

    /** Kept all the same, if it comes from where a hospital of ours calls from. */
    private byte[] refuseUnreadable(byte[] bytes, InetAddress from) {
        boolean ours = hospitals.all().stream()
                .anyMatch(hospital -> !hospital.hl7().facilities().isEmpty() && hospital.callsFrom(from));
        if (ours) {
            ledger.keepUnreadable(bytes, from, UNREADABLE);
        } else {
            log.warn("message from {} rejected: unreadable, and nobody of ours", from.getHostAddress());
            ledger.refused(from);
        }
        return answers.toUnreadable(UNREADABLE);
    }

    private record Announced(Header header, Charset charset) {}

    /** The header alone, whatever becomes of the rest. */
    private static Optional<Announced> announced(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && (end < 8 || bytes[end] != '\r' && bytes[end] != '\n')) {
            end++;
        }
        try {
            var line = MessageCharset.decode(Arrays.copyOf(bytes, end), Optional.empty());
            return Optional.of(new Announced(Hl7Message.parse(line.text(), line.charset()).header(), line.charset()));
        } catch (UnusableMessageException e) {
            return Optional.empty();
        }
    }
}
