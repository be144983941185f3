package org.cloudfilm.gateway.hl7v2;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.cloudfilm.storage.inbox.Inbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets control IDs that nobody will send again, a while after the start and then once a day. */
public final class ForgetMessages implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ForgetMessages.class);

    /** In one transaction: a year's worth must not hold up those who send. */
    private static final int AT_ONCE = 5_000;

    private final Inbox inbox;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("hl7-forget").daemon().factory());

    /** @param first how long after the start */
    public ForgetMessages(Inbox inbox, Duration first) {
        this.inbox = inbox;
        clock.scheduleWithFixedDelay(this::forget, first.toMillis(), Duration.ofDays(1).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void forget() {
        try {
            int all = 0;
            int forgotten;
            do {
                forgotten = inbox.forget(AT_ONCE);
                all += forgotten;
            } while (forgotten == AT_ONCE && !clock.isShutdown());
            log.debug("{} control IDs forgotten", all);
        } catch (RuntimeException e) {
            log.warn("control IDs could not be forgotten, tomorrow again: {}", e.getClass().getName());
        }
    }

    @Override
    public void close() {
        clock.shutdown();
    }
}
