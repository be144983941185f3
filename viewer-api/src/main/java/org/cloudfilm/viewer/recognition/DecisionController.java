package org.cloudfilm.viewer.recognition;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.audit.Actors;
import org.cloudfilm.storage.consent.Requester;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The doctor's decisions about earlier exams. Errors are problem details: 400 a wish that cannot be understood, 403 not a
 * clinician, 404 no such order, exam or decision for this clinician, 409 decided already or not to be decided so.
 */
@RestController
@RequestMapping("/api/decisions")
class DecisionController {

    private static final int LONGEST_NOTE = 500;
    private static final int SHORTEST_NOTE = 2;

    private final Decide decide;
    private final Decisions decisions;
    private final Citation citation;
    private final Actors actors;

    DecisionController(Decide decide, Decisions decisions, Citation citation, Actors actors) {
        this.decide = decide;
        this.decisions = decisions;
        this.citation = citation;
        this.actors = actors;
    }

    record Wanted(String order, String study, String kind, String reason, String note) {}

    @PostMapping
    ResponseEntity<Views.DecisionView> decide(@RequestBody Wanted wanted) {
        Requester.Clinician who = Asking.clinician();
        return switch (decide.decide(who, wish(wanted))) {
            case Decide.Outcome.Made(Decision decision) -> ResponseEntity
                    .created(URI.create("/api/decisions/" + decision.id()))
                    .body(Views.DecisionView.of(decision, actors.names(List.of(decision.clinician()))));
            case Decide.Outcome.Refused(Problem problem) -> throw problem.exception();
        };
    }

    private static Decide.Wish wish(Wanted wanted) {
        Decision.Kind kind = Optional.ofNullable(wanted.kind())
                .flatMap(Decision.Kind::find)
                .orElseThrow(Problem.NO_KIND::exception);
        Optional<RepeatReason> reason = Optional.ofNullable(wanted.reason()).flatMap(RepeatReason::find);
        if ((kind == Decision.Kind.DECLINE) != reason.isPresent() || wanted.reason() != null && reason.isEmpty()) {
            throw Problem.NO_REASON.exception();
        }
        String note = wanted.note() == null ? "" : wanted.note().strip();
        if (note.length() > LONGEST_NOTE || note.indexOf('\0') >= 0) {
            throw Problem.LONG_NOTE.exception();
        }
        if (reason.equals(Optional.of(RepeatReason.OTHER)) && note.length() < SHORTEST_NOTE) {
            throw Problem.NO_NOTE.exception();
        }
        if (wanted.order() == null && kind != Decision.Kind.CITE) {
            throw Problem.NO_ORDER.exception();
        }
        if (wanted.study() == null) {
            throw Problem.NO_EXAM.exception();
        }
        String order = wanted.order() == null ? "" : wanted.order();
        return new Decide.Wish(order, Optional.empty(), wanted.study(), kind, reason.orElse(null), note,
                Decision.Via.PAGE);
    }

    /** Takes it back: all is as before. Doing it again changes nothing. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID id) {
        if (!decide.revoke(Asking.clinician(), id)) {
            throw Problem.NO_DECISION.exception();
        }
    }

    /** What the doctor may put into the note: where the result is from and what its report concludes, as a quotation. */
    @GetMapping(value = "/{id}/citation", produces = "text/plain;charset=UTF-8")
    String citation(@PathVariable UUID id, HttpServletRequest request) {
        Requester.Clinician who = Asking.clinician();
        return decisions.find(id)
                .filter(decision -> decision.hospital().equals(who.hospital()))
                .flatMap(decision -> citation.of(who, decision, Asking.english(request)))
                .orElseThrow(Problem.NO_DECISION::exception);
    }
}
