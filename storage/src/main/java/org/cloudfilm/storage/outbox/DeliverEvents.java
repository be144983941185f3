package org.cloudfilm.storage.outbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes events out of the outbox and gives them to their handlers, in any number of processes at once. An event is
 * leased while it is handled, so no database transaction is open meanwhile; of each key only the oldest event is
 * taken, so a key's events keep their order.
 */
public final class DeliverEvents implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeliverEvents.class);

    private static final String TAKE = """
            with head as (
              select seq from outbox o
              where kind = any(:kinds::text[]) and not set_aside and due_at <= :now
                and not exists (
                  select from outbox older
                  where older.kind = o.kind and older.key = o.key and older.seq < o.seq and not older.set_aside)
              order by seq limit 1
              for update skip locked)
            update outbox o set due_at = :lease, tries = tries + 1
            from head where o.seq = head.seq
            returning o.seq, o.kind, o.key, o.payload, o.tries
            """;

    /** No stack, no memory: perhaps others took it, but what does it again and again must not do so for hours. */
    private static final int TRIES_OF_POISON = 3;

    private final JdbcClient sql;
    private final Map<String, OutboxHandler> handlers;
    private final OutboxSettings settings;
    private final InstantSource clock;
    private final Semaphore nudges = new Semaphore(0);
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean closed;

    private record Taken(long seq, OutboxEvent event, int tries) {}

    public DeliverEvents(
            DataSource dataSource, List<OutboxHandler> handlers, OutboxSettings settings, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.handlers = handlers.stream().collect(Collectors.toMap(OutboxHandler::kind, Function.identity()));
        this.settings = settings;
        this.clock = clock;
    }

    public void start() {
        for (int i = 0; i < settings.workers(); i++) {
            workers.add(Thread.ofPlatform().name("outbox-" + i).daemon().start(this::run));
        }
    }

    /** Something was added in this process: look at once instead of at the next poll. */
    public void nudge() {
        nudges.release();
    }

    private void run() {
        while (!closed) {
            try {
                if (!deliverOne()) {
                    rest();
                }
            } catch (Throwable e) {
                // whatever becomes of one event, out of memory included, the others go on
                complain(e);
                LockSupport.parkNanos(settings.poll().toNanos());
            }
        }
    }

    private static void complain(Throwable trouble) {
        try {
            log.warn("the outbox cannot be worked on: {}", trouble.getClass().getSimpleName());
        } catch (Throwable e) {
            // nothing can be said just now
        }
    }

    private void rest() {
        try {
            if (nudges.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
                nudges.drainPermits();
            }
        } catch (InterruptedException e) {
            // close() interrupts; anything else is of no consequence
            log.debug("outbox worker interrupted");
        }
    }

    /** False when nothing is due. */
    boolean deliverOne() {
        Instant now = clock.instant();
        Optional<Taken> taken = sql.sql(TAKE)
                .param("kinds", handlers.keySet().toArray(String[]::new))
                .param("now", at(now))
                .param("lease", at(now.plus(settings.lease())))
                .query((row, n) -> new Taken(
                        row.getLong(1),
                        new OutboxEvent(row.getString(2), row.getString(3), row.getString(4)),
                        row.getInt(5)))
                .optional();
        taken.ifPresent(this::handle);
        return taken.isPresent();
    }

    private void handle(Taken taken) {
        if (taken.tries > settings.tries()) {
            setAside(taken, "nobody who took it came back");
            return;
        }
        Delivery delivery;
        try {
            delivery = handlers.get(taken.event.kind()).deliver(taken.event);
        } catch (RuntimeException e) {
            log.warn("the handler of {} failed: {}", taken.event.kind(), e.getClass().getSimpleName());
            delivery = new Delivery.TryAgain(e.getClass().getSimpleName());
        } catch (Error e) {
            log.error("the handler of {} broke: {}", taken.event.kind(), e.getClass().getSimpleName());
            delivery = taken.tries < TRIES_OF_POISON
                    ? new Delivery.TryAgain(e.getClass().getSimpleName())
                    : new Delivery.SetAside(e.getClass().getSimpleName());
        }
        switch (delivery) {
            case Delivery.Done() -> sql.sql("delete from outbox where seq = :seq").param("seq", taken.seq).update();
            case Delivery.NotBefore(Instant moment) -> postpone(taken, moment, null, taken.tries - 1);
            case Delivery.TryAgain(String trouble) when taken.tries >= settings.tries() -> setAside(taken, trouble);
            case Delivery.TryAgain(String trouble) ->
                postpone(taken, clock.instant().plus(settings.pauseAfter(taken.tries)), trouble, taken.tries);
            case Delivery.SetAside(String trouble) -> setAside(taken, trouble);
        }
    }

    private void postpone(Taken taken, Instant moment, String trouble, int tries) {
        sql.sql("update outbox set due_at = :due, trouble = :trouble, tries = :tries where seq = :seq")
                .param("due", at(moment))
                .param("trouble", trouble)
                .param("tries", tries)
                .param("seq", taken.seq)
                .update();
    }

    private void setAside(Taken taken, String trouble) {
        log.warn("an event of kind {} is set aside: {}", taken.event.kind(), trouble);
        handlers.get(taken.event.kind()).givingUp(taken.event, trouble);
        sql.sql("update outbox set set_aside = true, trouble = :trouble where seq = :seq")
                .param("trouble", trouble)
                .param("seq", taken.seq)
                .update();
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    /** Lets the events at work come to their end; what is left waits for the next start. */
    @Override
    public void close() {
        closed = true;
        nudges.release(settings.workers());
        for (Thread worker : workers) {
            try {
                worker.join(settings.lease());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
