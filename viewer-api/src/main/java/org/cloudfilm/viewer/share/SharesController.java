package org.cloudfilm.viewer.share;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.cloudfilm.storage.audit.AuditUnavailableException;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.share.Share;
import org.cloudfilm.storage.share.ShareId;
import org.cloudfilm.storage.share.Shares;
import org.cloudfilm.viewer.CurrentRequester;
import org.cloudfilm.viewer.problem.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The links of a patient, or of a guardian for a ward. Errors are problem details with the types of
 * {@link ShareProblem}.
 */
@RestController
@RequestMapping("/api/shares")
public class SharesController {

    private final MakeLink make;
    private final Shares shares;
    private final ShareSettings settings;

    SharesController(MakeLink make, Shares shares, ShareSettings settings) {
        this.make = make;
        this.shares = shares;
        this.settings = settings;
    }

    /**
     * @param link   opens our page in any browser
     * @param shlink the same for applications that know such links
     */
    record Made(String id, String link, String shlink, Instant expiresAt, int openingsLeft) {

        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }

    /** @param outcome {@code opened} or {@code wrong-passcode} */
    record Opening(Instant at, String recipient, String outcome) {}

    /** @param state {@code active}, {@code expired}, {@code used-up}, {@code locked} (too many wrong passcodes), {@code revoked} */
    record View(
            String id, String state, List<String> studies, String label, boolean images, boolean report, Instant createdAt,
            Instant expiresAt, int openingsLeft, int attemptsLeft, List<Opening> openings) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Made make(@RequestBody ShareWish wish) {
        MakeLink.Made made = make.make(patient(), wish.checked());
        return new Made(
                made.share().id().toString(),
                made.link().forViewer(settings.viewer()),
                made.link().bare(),
                made.share().expiresAt(),
                made.share().openings());
    }

    /** The newest first. The link itself is not among it: it was told once. */
    @GetMapping
    List<View> list() {
        return shares.of(patient()).stream().map(SharesController::view).toList();
    }

    /** Returns when nothing the link opened can be read any more. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id) {
        Requester.Patient who = patient();
        if (!ShareId.parse(id).map(share -> shares.revoke(who, share)).orElse(false)) {
            throw ShareProblem.NO_SUCH_SHARE.exception("there is no such link of yours");
        }
    }

    private static View view(Share share) {
        return new View(
                share.id().toString(),
                word(share.state()),
                share.studies().stream().map(StudyUid::value).toList(),
                share.label(),
                share.images(),
                share.report(),
                share.madeAt(),
                share.expiresAt(),
                share.openingsLeft(),
                share.attemptsLeft(),
                share.events().stream()
                        .map(event -> new Opening(event.at(), event.recipient(), word(event.outcome())))
                        .toList());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Requester.Patient patient() {
        return CurrentRequester.find(Requester.Patient.class)
                .orElseThrow(() -> ShareProblem.NOT_A_PATIENT.exception("only patients share their films"));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(ErrorResponseException refused) {
        return Problems.answer(refused);
    }

    /** What it was is not repeated. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(HttpMessageNotReadableException unreadable) {
        return Problems.answer(HttpStatus.BAD_REQUEST, ShareProblem.BAD_WISH.body("the request cannot be read"));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(AuditUnavailableException lost) {
        return Problems.answer(HttpStatus.SERVICE_UNAVAILABLE, ShareProblem.TRAIL_LOST.body("nothing is done that cannot be written down: try again later"));
    }
}
