package org.cloudfilm.storage.film;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * How the film archive works.
 *
 * @param directory        where open segments and packs on their way to the object store lie; belongs to one process
 * @param node             names that process in the catalogue; stays the same over restarts on the same directory
 * @param sealAfterIdle    a segment nobody wrote to for this long becomes a pack
 * @param sealSize         bytes after which a segment takes no further instance
 * @param maxInstanceSize  bytes of one data set
 * @param maxHeaderSize    bytes before the identifying UIDs of a data set; they are held in memory
 * @param maxOpenSegments  beyond it the longest idle segments are sealed early
 * @param keepLocal        how long a local pack outlives its arrival in the object store, for readers that hold ranges
 * @param indexCacheWeight bytes, roughly, of study indexes held in memory
 * @param clock            of arrival times
 */
public record FilmArchiveSettings(
        Path directory,
        String node,
        Duration sealAfterIdle,
        long sealSize,
        long maxInstanceSize,
        int maxHeaderSize,
        int maxOpenSegments,
        Duration keepLocal,
        long indexCacheWeight,
        Clock clock) {

    public FilmArchiveSettings {
        if (directory == null || node == null || node.isBlank()) {
            throw new IllegalArgumentException("film archive: directory and node name are needed");
        }
        if (sealAfterIdle.isNegative() || sealAfterIdle.isZero() || keepLocal.isNegative()) {
            throw new IllegalArgumentException("film archive: times must be positive");
        }
        if (sealSize < 1 || maxInstanceSize < 1 || maxHeaderSize < 1024 || maxOpenSegments < 1) {
            throw new IllegalArgumentException("film archive: sizes must be positive");
        }
        directory = directory.toAbsolutePath().normalize();
    }

    /** 5 s, 256 MiB per pack, 16 GiB per instance, two minutes of local copies. */
    public static FilmArchiveSettings of(Path directory) {
        return new FilmArchiveSettings(
                directory,
                "local",
                Duration.ofSeconds(5),
                256L << 20,
                16L << 30,
                8 << 20,
                256,
                Duration.ofMinutes(2),
                32L << 20,
                Clock.systemUTC());
    }

    public FilmArchiveSettings withNode(String name) {
        return new FilmArchiveSettings(directory, name, sealAfterIdle, sealSize, maxInstanceSize, maxHeaderSize,
                maxOpenSegments, keepLocal, indexCacheWeight, clock);
    }

    public FilmArchiveSettings withSealing(Duration idle, long size) {
        return new FilmArchiveSettings(directory, node, idle, size, maxInstanceSize, maxHeaderSize,
                maxOpenSegments, keepLocal, indexCacheWeight, clock);
    }

    public FilmArchiveSettings withKeepLocal(Duration time) {
        return new FilmArchiveSettings(directory, node, sealAfterIdle, sealSize, maxInstanceSize, maxHeaderSize,
                maxOpenSegments, time, indexCacheWeight, clock);
    }
}
