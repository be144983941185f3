package org.cloudfilm.viewer.people;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.book.AskConsent;
import org.cloudfilm.storage.consent.book.AskedAccess;
import org.cloudfilm.storage.consent.book.ConsentBook;
import org.cloudfilm.storage.consent.book.Family;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Doctors ask patients of their hospital for consent; patients and guardians answer. */
@RestController
@RequestMapping("/api/access-requests")
class AccessRequestController {

    private static final int LONGEST_MESSAGE = 500;

    private final AskConsent asking;
    private final ConsentBook book;
    private final Family family;
    private final Hospitals hospitals;

    AccessRequestController(AskConsent asking, ConsentBook book, Family family, Hospitals hospitals) {
        this.asking = asking;
        this.book = book;
        this.family = family;
        this.hospitals = hospitals;
    }

    /** @param patient id of a Patient of the doctor's hospital */
    record Wish(String patient, String message) {}

    record Asked(String id, String state, Instant askedAt, Instant expiresAt) {

        static Asked of(AskedAccess asked) {
            return new Asked(
                    Long.toString(asked.id()),
                    asked.state().name().toLowerCase(Locale.ROOT),
                    asked.askedAt(),
                    asked.expiresAt());
        }
    }

    /** @param clinician name of the doctor or null; {@code message} may be null, {@code person} is null for the patient's own */
    record Listed(
            String id, Place hospital, String clinician, Instant askedAt, Instant expiresAt, String state, String message,
            Whose.Ward person) {}

    record Given(String consent) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Asked ask(@RequestBody Wish wish) {
        Requester.Clinician who = SignedIn.clinician();
        if (!RecordId.wellFormed(wish.patient())) {
            throw PeopleProblem.NO_PATIENT.exception();
        }
        String message = Plain.text(wish.message(), 0, LONGEST_MESSAGE).orElseThrow(PeopleProblem.BAD_MESSAGE::exception);
        RecordId patient = new RecordId(ResourceType.PATIENT, wish.patient());
        return Asked.of(SignedIn.done(asking.ask(who, SignedIn.name(), patient, message)));
    }

    @GetMapping
    List<Listed> list() {
        Requester.Patient who = SignedIn.patient();
        Whose whose = Whose.of(family, who);
        return book.asked(who).stream()
                .map(asked -> new Listed(
                        Long.toString(asked.id()),
                        Place.of(hospitals, asked.hospital()),
                        asked.name().isEmpty() ? null : asked.name(),
                        asked.askedAt(),
                        asked.expiresAt(),
                        asked.state().name().toLowerCase(Locale.ROOT),
                        asked.message().isEmpty() ? null : asked.message(),
                        whose.of(asked.person())))
                .toList();
    }

    @PostMapping("/{id}/confirm")
    Given confirm(@PathVariable String id, @RequestBody TermsBody terms) {
        Requester.Patient who = SignedIn.patient();
        return new Given(SignedIn.done(book.confirm(who, number(id), terms.read())).id().toString());
    }

    @PostMapping("/{id}/decline")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void decline(@PathVariable String id) {
        Requester.Patient who = SignedIn.patient();
        SignedIn.done(book.decline(who, number(id)));
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw PeopleProblem.NO_REQUEST.exception();
        }
    }
}
