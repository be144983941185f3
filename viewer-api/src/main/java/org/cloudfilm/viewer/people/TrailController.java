package org.cloudfilm.viewer.people;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.audit.ReadTrail;
import org.cloudfilm.storage.audit.TrailEntry;
import org.cloudfilm.storage.audit.TrailQuery;
import org.cloudfilm.storage.audit.VerifyAudit;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.TrailPermit;
import org.cloudfilm.viewer.CurrentRequester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who looked: patients read what concerns them and their wards, administrators all, and whether it is all still there. */
@RestController
@RequestMapping("/api/trail")
class TrailController {

    private static final int PAGE_AT_MOST = 200;

    private final Access access;
    private final ReadTrail trail;
    private final TrailViews views;
    private final VerifyAudit verify;
    private final AuditTrail audit;
    private final Clock clock;

    TrailController(Access access, DataSource dataSource, TrailViews views, AuditTrail audit, Clock clock) {
        this.access = access;
        this.trail = new ReadTrail(dataSource);
        this.views = views;
        this.verify = new VerifyAudit(dataSource);
        this.audit = audit;
        this.clock = clock;
    }

    record Page(List<TrailViews.Line> entries) {}

    /**
     * @param entries  that were found as they were written
     * @param brokenAt the number of the first that is not, or null
     * @param what     is wrong with it, or null
     */
    record Verification(boolean intact, long entries, Instant checkedAt, Long brokenAt, String what) {}

    /** Newest first. @param before the number of the last entry of the page before */
    @GetMapping
    Page list(@RequestParam(required = false) Long before, @RequestParam(defaultValue = "50") int count) {
        Requester who = CurrentRequester.find().orElseThrow(PeopleProblem.NO_TRAIL::exception);
        if (!(access.decide(new AccessRequest.ReadTrail(who, who.usualPurpose()))
                instanceof AccessDecision.Granted<TrailPermit>(TrailPermit permit))) {
            throw PeopleProblem.NO_TRAIL.exception();
        }
        List<TrailEntry> entries = trail.find(permit, new TrailQuery(
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                before == null ? OptionalLong.empty() : OptionalLong.of(before),
                Math.clamp(count, 1, PAGE_AT_MOST)));
        return new Page(views.of(permit, entries));
    }

    /** Walks the whole chain; one at a time, for it reads every entry. */
    @GetMapping("/verification")
    Verification verification() {
        Requester.Administrator who = SignedIn.administrator();
        audit.append(new AuditEntry(
                clock.instant(), who.id(), null, "verify-trail", null, Purpose.HSYSADMIN.name(), "granted", null));
        Instant now = clock.instant();
        synchronized (verify) {
            return switch (verify.run()) {
                case VerifyAudit.Report.Intact(long entries) -> new Verification(true, entries, now, null, null);
                case VerifyAudit.Report.Broken(long seq, String what) ->
                    new Verification(false, seq - 1, now, seq, what);
            };
        }
    }
}
