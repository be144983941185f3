package org.cloudfilm.viewer.people;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.book.Family;
import org.cloudfilm.storage.notice.Notices;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What patients are told, about themselves and their wards. */
@RestController
@RequestMapping("/api/notices")
class NoticeController {

    private static final int PAGE_AT_MOST = 200;

    private final Notices notices;
    private final Family family;

    NoticeController(Notices notices, Family family) {
        this.notices = notices;
        this.family = family;
    }

    /** @param person null for the patient's own */
    record Listed(
            long id, String kind, Instant at, boolean read, Map<String, String> params, Whose.Ward person) {}

    record Page(long unread, List<Listed> notices) {}

    record Seen(Long upTo) {}

    /** Newest first. @param before the id of the last notice of the page before */
    @GetMapping
    Page list(@RequestParam(required = false) Long before, @RequestParam(defaultValue = "30") int count) {
        Requester.Patient who = SignedIn.patient();
        Whose whose = Whose.of(family, who);
        Notices.Page page = notices.of(
                family.personsOf(who),
                before == null ? OptionalLong.empty() : OptionalLong.of(before),
                Math.clamp(count, 1, PAGE_AT_MOST));
        return new Page(page.unread(), page.notices().stream()
                .map(notice -> new Listed(
                        notice.id(),
                        notice.kind().name(),
                        notice.at(),
                        notice.read(),
                        notice.params(),
                        whose.of(notice.person())))
                .toList());
    }

    @PostMapping("/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@RequestBody Seen seen) {
        Requester.Patient who = SignedIn.patient();
        if (seen.upTo() == null) {
            throw PeopleProblem.UNREADABLE.exception();
        }
        notices.read(family.personsOf(who), seen.upTo());
    }
}
