package org.cloudfilm.storage.film;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.UncheckedIOException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Studies held in memory, by weight. Changes of this process invalidate at once; those of other processes are noticed
 * within a second by comparing the study's version.
 */
final class StudyCache {

    private static final long TRUSTED_NANOS = 1_000_000_000L;

    private final DataSource dataSource;
    private final Cache<StudyUid, Held> cache;

    /** Its age starts when it was read or last found to be current. */
    private static final class Held {
        final StudyContents contents;
        volatile long checkedAt = System.nanoTime();

        Held(StudyContents contents) {
            this.contents = contents;
        }
    }

    StudyCache(DataSource dataSource, long maxWeight) {
        this.dataSource = dataSource;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(maxWeight)
                .<StudyUid, Held>weigher((uid, held) -> held.contents.weight())
                .build();
    }

    /** Empty when nothing is stored under that UID. */
    Optional<StudyContents> find(StudyUid uid) {
        Held held = cache.get(uid, this::load);
        if (held != null && System.nanoTime() - held.checkedAt > TRUSTED_NANOS) {
            if (held.contents.change() == change(uid)) {
                held.checkedAt = System.nanoTime();
            } else {
                cache.asMap().remove(uid, held);
                held = cache.get(uid, this::load);
            }
        }
        return Optional.ofNullable(held).map(one -> one.contents);
    }

    /** Waits for a load that is under way and drops what it found. */
    void invalidate(StudyUid uid) {
        cache.invalidate(uid);
    }

    private Held load(StudyUid uid) {
        try (Connection db = dataSource.getConnection()) {
            StudyContents contents = new LoadStudy(db, uid).load();
            return contents == null ? null : new Held(contents);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private long change(StudyUid uid) {
        try (Connection db = dataSource.getConnection();
                PreparedStatement select = db.prepareStatement("select version from study where uid = ?")) {
            select.setString(1, uid.value());
            ResultSet row = select.executeQuery();
            return row.next() ? row.getLong(1) : -1;
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static UncheckedIOException unavailable(SQLException e) {
        return new UncheckedIOException(new IOException("the catalogue cannot be read", e));
    }
}
