package org.cloudfilm.viewer.exam;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cloudfilm.storage.hospital.HospitalId;

/**
 * The catalogue as it is now. Answers from memory; what is changed in the tables is seen half a minute later. Thread
 * safe.
 */
public final class ExamItems {

    private static final Duration FRESH = Duration.ofSeconds(30);

    private final ExamTables tables;
    private final InstantSource clock;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Catalogue catalogue;
    private volatile Instant readAt = Instant.EPOCH;

    ExamItems(ExamTables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /** By the province's code. */
    public Optional<ExamItem> find(String code) {
        return current().find(code);
    }

    /** In the order of their codes. */
    public Collection<ExamItem> all() {
        return current().items();
    }

    /** What an order is of: by its codes, else by its words; empty when it is no item, or may be several. */
    public Optional<ExamItem> of(ExamOrder order) {
        return current().of(order);
    }

    /** What films are of: by modality, body part and description together. */
    public Optional<ExamItem> of(FilmDescription film) {
        return current().of(film);
    }

    /** The rule that holds on a day, the latest made if there are several. */
    public Optional<Validity> validity(ExamItem item, String scope, LocalDate day) {
        return current().validity(item, scope, day);
    }

    /** An institution's marks for an item, whenever they hold, the newest first. */
    public List<Mark> marks(HospitalId hospital, ExamItem item) {
        return current().marks(hospital, item);
    }

    /** The next question is answered from the tables. */
    public void forget() {
        readAt = Instant.EPOCH;
    }

    /** One thread reads anew while others go on with what there is. */
    private Catalogue current() {
        Catalogue known = catalogue;
        if (known != null && readAt.plus(FRESH).isAfter(clock.instant())) {
            return known;
        }
        if (known == null || reading.compareAndSet(false, true)) {
            try {
                Instant now = clock.instant();
                catalogue = known = tables.read();
                readAt = now;
            } finally {
                reading.set(false);
            }
        }
        return known;
    }
}
