package org.cloudfilm.gateway.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.cloudfilm.gateway.admin.AdministratorDesk;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.outbox.OutboxBacklog;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What waits to be delivered, what fails and what was set aside, for administrators. Nothing of any content. */
@RestController
@RequestMapping("/api/admin/outbox")
public class OutboxController extends AdministratorDesk {

    private static final int MOST_LISTED = 200;

    private final OutboxBacklog backlog;

    public OutboxController(OutboxBacklog backlog, AuditTrail audit, Clock clock) {
        super("the outbox", "outbox", audit, clock);
        this.backlog = backlog;
    }

    /** @param failing of the waiting ones */
    record Line(String kind, long waiting, long failing, long setAside, Instant oldest) {}

    record Event(long id, String kind, Instant createdAt, int tries, String trouble) {}

    record Listing(List<Line> kinds, List<Event> setAside) {}

    /** All kinds of events, and the oldest of those set aside. */
    @GetMapping
    Listing list(@RequestParam(defaultValue = "50") int limit) {
        Requester who = administrator();
        record(who, "list-outbox", null, "done");
        return new Listing(
                backlog.lines().stream()
                        .map(line -> new Line(
                                line.kind(), line.waiting(), line.failing(), line.setAside(), line.oldest().toInstant()))
                        .toList(),
                backlog.setAside(Math.clamp(limit, 1, MOST_LISTED)).stream()
                        .map(event -> new Event(
                                event.seq(), event.kind(), event.createdAt().toInstant(), event.tries(), event.trouble()))
                        .toList());
    }

    /** Gives one that was set aside another chance. */
    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retry(@PathVariable long id) {
        Requester who = administrator();
        record(who, "retry-event", id, "done");
        if (!backlog.retry(id)) {
            throw problem(HttpStatus.NOT_FOUND, "no such event is set aside");
        }
    }
}
