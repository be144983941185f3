package org.cloudfilm.viewer.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.SensitiveLabel;
import org.cloudfilm.storage.consent.book.ConsentBook;
import org.cloudfilm.storage.consent.book.ConsentTerms;
import org.cloudfilm.storage.consent.book.Family;
import org.cloudfilm.storage.consent.book.GivenConsent;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.person.PersonId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What patients allow hospitals, and deny them, for themselves and for their wards. */
@RestController
@RequestMapping("/api")
class ConsentController {

    private final ConsentBook book;
    private final Family family;
    private final Hospitals hospitals;
    private final Clock clock;

    ConsentController(ConsentBook book, Family family, Hospitals hospitals, Clock clock) {
        this.book = book;
        this.family = family;
        this.hospitals = hospitals;
        this.clock = clock;
    }

    /** @param until null as long as it is not withdrawn; {@code person} is null for the patient's own */
    record Listed(
            String id, Place hospital, String purpose, Instant from, Instant until, List<String> sensitive, String state,
            Whose.Ward person) {}

    /**
     * @param days   1 to 365; a denial needs none, and then lasts
     * @param person id of a ward; null for the patient's own
     */
    record Wish(String hospital, Long days, List<String> sensitive, Boolean deny, String person) {}

    record Given(String consent) {}

    @GetMapping("/consents")
    List<Listed> list() {
        Requester.Patient who = SignedIn.patient();
        Whose whose = Whose.of(family, who);
        Instant now = clock.instant();
        return book.given(who).stream().map(consent -> listed(consent, whose, now)).toList();
    }

    private Listed listed(GivenConsent consent, Whose whose, Instant now) {
        return new Listed(
                consent.id().toString(),
                consent.hospital().map(id -> Place.of(hospitals, id)).orElse(Place.EVERYWHERE),
                consent.purpose().name(),
                consent.starts(),
                consent.ends().equals(GivenConsent.FOREVER) ? null : consent.ends(),
                consent.sensitive().stream().map(SensitiveLabel::name).sorted().toList(),
                consent.state(now).name().toLowerCase(Locale.ROOT),
                whose.of(consent.person()));
    }

    @PostMapping("/consents")
    @ResponseStatus(HttpStatus.CREATED)
    Given add(@RequestBody Wish wish) {
        Requester.Patient who = SignedIn.patient();
        Optional<PersonId> person = Optional.ofNullable(wish.person())
                .map(id -> id(id, PeopleProblem.NO_PERSON))
                .map(PersonId::new);
        HospitalId hospital = hospital(wish.hospital());
        if (Boolean.TRUE.equals(wish.deny())) {
            Optional<Duration> howLong = Optional.ofNullable(wish.days()).map(ConsentController::days);
            return new Given(SignedIn.done(book.deny(who, person, hospital, howLong)).id().toString());
        }
        ConsentTerms terms = new TermsBody(wish.days(), wish.sensitive()).read();
        return new Given(SignedIn.done(book.allow(who, person, hospital, terms)).id().toString());
    }

    /** Nothing passes by the consent any more when this is answered. */
    @DeleteMapping("/consents/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable String id) {
        Requester.Patient who = SignedIn.patient();
        SignedIn.done(book.withdraw(who, id(id, PeopleProblem.NO_CONSENT)));
    }

    @GetMapping("/wards")
    List<Whose.Ward> wards() {
        return Whose.wards(family, SignedIn.patient());
    }

    private static Duration days(long days) {
        if (days < 1 || days > ConsentTerms.LONGEST_DAYS) {
            throw PeopleProblem.BAD_DAYS.exception();
        }
        return Duration.ofDays(days);
    }

    private HospitalId hospital(String id) {
        try {
            return new HospitalId(id);
        } catch (IllegalArgumentException e) {
            throw PeopleProblem.NO_HOSPITAL.exception();
        }
    }

    private static UUID id(String text, PeopleProblem otherwise) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw otherwise.exception();
        }
    }
}
