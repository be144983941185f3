package org.cloudfilm.viewer.people;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.cloudfilm.storage.audit.Actors;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.book.BreakGlass;
import org.cloudfilm.storage.consent.book.BrokenGlass;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Emergencies: a doctor reads without consent, an administrator says whether that was justified. */
@RestController
@RequestMapping("/api/break-glass")
class BreakGlassController {

    private static final int SHORTEST_REASON = 10;
    private static final int LONGEST_TEXT = 500;

    private final BreakGlass glass;
    private final Hospitals hospitals;
    private final Actors actors;

    BreakGlassController(BreakGlass glass, Hospitals hospitals, Actors actors) {
        this.glass = glass;
        this.hospitals = hospitals;
        this.actors = actors;
    }

    /** @param patient id of a Patient of the doctor's hospital */
    record Wish(String patient, String reason) {}

    record Broken(String id, Instant until) {}

    record Verdict(String verdict, String remark) {}

    /** @param by name of the reviewer, null where nobody knows it */
    record Review(String by, Instant at, String remark) {}

    /**
     * Says nothing of the patient: the reviewer judges the reason.
     *
     * @param clinician name of the doctor, null where the token said none
     * @param review    null while it is open
     */
    record Listed(
            String id, Place hospital, String clinician, String clinicianId, Instant at, Instant until, String reason,
            String state, Review review) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Broken breakGlass(@RequestBody Wish wish) {
        Requester.Clinician who = SignedIn.clinician();
        if (!RecordId.wellFormed(wish.patient())) {
            throw PeopleProblem.NO_PATIENT.exception();
        }
        String reason = Plain.text(wish.reason(), SHORTEST_REASON, LONGEST_TEXT).orElseThrow(PeopleProblem.BAD_REASON::exception);
        RecordId patient = new RecordId(ResourceType.PATIENT, wish.patient());
        BrokenGlass broken = SignedIn.done(glass.breakGlass(who, SignedIn.name(), patient, reason));
        return new Broken(broken.id().toString(), broken.until());
    }

    @GetMapping
    List<Listed> list(@RequestParam(defaultValue = "open") String state) {
        Requester.Administrator who = SignedIn.administrator();
        return listed(glass.list(who, state(state, PeopleProblem.UNKNOWN_STATE)));
    }

    @PostMapping("/{id}/review")
    Listed review(@PathVariable String id, @RequestBody Verdict verdict) {
        Requester.Administrator who = SignedIn.administrator();
        BrokenGlass.State judged = state(verdict.verdict(), PeopleProblem.BAD_VERDICT);
        String remark = Plain.text(verdict.remark(), 0, LONGEST_TEXT).orElseThrow(PeopleProblem.BAD_VERDICT::exception);
        if (judged == BrokenGlass.State.OPEN) {
            throw PeopleProblem.BAD_VERDICT.exception();
        }
        return listed(List.of(SignedIn.done(glass.review(who, id(id), judged, remark)))).getFirst();
    }

    private List<Listed> listed(List<BrokenGlass> all) {
        Map<String, String> names = actors.names(
                all.stream().flatMap(broken -> broken.review().stream()).map(BrokenGlass.Review::by).distinct().toList());
        return all.stream().map(broken -> listed(broken, names)).toList();
    }

    private Listed listed(BrokenGlass broken, Map<String, String> names) {
        return new Listed(
                broken.id().toString(),
                Place.of(hospitals, broken.hospital()),
                broken.name().isEmpty() ? null : broken.name(),
                broken.clinician(),
                broken.at(),
                broken.until(),
                broken.reason(),
                broken.state().name().toLowerCase(Locale.ROOT),
                broken.review()
                        .map(review -> new Review(names.get(review.by()), review.at(), review.remark()))
                        .orElse(null));
    }

    private static BrokenGlass.State state(String word, PeopleProblem otherwise) {
        return Stream.of(BrokenGlass.State.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(otherwise::exception);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw PeopleProblem.NO_GLASS.exception();
        }
    }
}
