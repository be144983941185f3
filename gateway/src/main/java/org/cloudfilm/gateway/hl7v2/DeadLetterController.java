package org.cloudfilm.gateway.hl7v2;

import java.time.Clock;
import java.util.List;
import org.cloudfilm.gateway.admin.AdministratorDesk;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.inbox.DeadLetter;
import org.cloudfilm.storage.inbox.DeadLetter.Status;
import org.cloudfilm.storage.inbox.DeadLetters;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The HL7 v2 messages that could not be used, for administrators: to be looked at, mended, replayed or set aside.
 * Administrators read no patient data by that role, so an opened letter is masked; whoever must see the content to mend
 * it asks for it, which is an action of its own in the audit trail, written before the answer leaves, as every change.
 */
@RestController
@RequestMapping("/api/admin/dead-letters")
public class DeadLetterController extends AdministratorDesk {

    private static final int MOST_LISTED = 200;
    private static final int LONGEST_MENDED = 64 << 20;

    private final DeadLetters letters;
    private final ReplayDeadLetter replay;

    public DeadLetterController(DeadLetters letters, Hl7Door door, AuditTrail audit, Clock clock) {
        super("dead letters", "dead-letter", audit, clock);
        this.letters = letters;
        this.replay = door.replay();
    }

    record Listing(List<DeadLetterView> letters, int open) {}

    /** Newest first; {@code before} is the last id of the page before. */
    @GetMapping
    Listing list(
            @RequestParam(defaultValue = "open") String status,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            @RequestParam(defaultValue = "50") int limit) {
        Requester who = administrator();
        Status wanted = status(status);
        record(who, "list-dead-letters", null, "done");
        return new Listing(
                letters.list(wanted, before, Math.clamp(limit, 1, MOST_LISTED)).stream()
                        .map(DeadLetterView::of)
                        .toList(),
                letters.open());
    }

    @GetMapping("/{id}")
    DeadLetterView.Whole open(@PathVariable long id, @RequestParam(defaultValue = "false") boolean reveal) {
        Requester who = administrator();
        DeadLetter letter = find(id);
        record(who, reveal ? "reveal-dead-letter" : "open-dead-letter", id, "done");
        return DeadLetterView.Whole.of(letter, reveal);
    }

    /** The message as it should have been; lines may end as they like. */
    @PutMapping(path = "/{id}", consumes = MediaType.TEXT_PLAIN_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void mend(@PathVariable long id, @RequestBody String text) {
        Requester who = administrator();
        find(id);
        if (text.isBlank() || text.length() > LONGEST_MENDED || text.indexOf('\0') >= 0) {
            throw problem(HttpStatus.BAD_REQUEST, "no text of a message");
        }
        record(who, "mend-dead-letter", id, "done");
        if (!letters.mend(id, text)) {
            throw notOpen();
        }
    }

    /** 204 when the message has been applied; 422 with the reason when it still cannot be. */
    @PostMapping("/{id}/replay")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void replay(@PathVariable long id) {
        Requester who = administrator();
        DeadLetter letter = find(id);
        if (letter.status() != Status.OPEN) {
            throw notOpen();
        }
        ReplayDeadLetter.Outcome outcome = replay.replay(letter);
        record(who, "replay-dead-letter", id, outcome instanceof ReplayDeadLetter.Outcome.Replayed ? "done" : "failed");
        switch (outcome) {
            case ReplayDeadLetter.Outcome.Replayed replayed -> { }
            case ReplayDeadLetter.Outcome.StillDead dead ->
                throw problem(HttpStatus.UNPROCESSABLE_CONTENT, dead.reason());
            case ReplayDeadLetter.Outcome.NotOpen closed -> throw notOpen();
        }
    }

    /** Sets it aside: it is kept, but nobody has to look after it any more. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void setAside(@PathVariable long id) {
        Requester who = administrator();
        find(id);
        record(who, "set-aside-dead-letter", id, "done");
        if (!letters.close(id, Status.SET_ASIDE)) {
            throw notOpen();
        }
    }

    private DeadLetter find(long id) {
        return letters.find(id).orElseThrow(() -> problem(HttpStatus.NOT_FOUND, "there is no such dead letter"));
    }

    private static Status status(String code) {
        try {
            return Status.of(code);
        } catch (IllegalArgumentException e) {
            throw problem(HttpStatus.BAD_REQUEST, "status is open, replayed or set-aside");
        }
    }

    private static ErrorResponseException notOpen() {
        return problem(HttpStatus.CONFLICT, "the dead letter is not open any more");
    }
}
