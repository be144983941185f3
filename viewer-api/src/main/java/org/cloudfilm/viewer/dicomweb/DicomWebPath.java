package org.cloudfilm.viewer.dicomweb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.film.SeriesUid;
import org.cloudfilm.storage.film.SopInstanceUid;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.film.catalogue.FilmLevel;

/** A resource of PS3.18 chapter 10 that is read here, from the path behind the service root. */
sealed interface DicomWebPath {

    /** At most this many frames in one request. */
    int MAX_FRAMES = 10_000;

    /** {@code /studies}, {@code /studies/{}/series}, … (PS3.18 table 10.6.1-1). */
    record Search(FilmLevel level, Optional<StudyUid> study, Optional<SeriesUid> series) implements DicomWebPath {}

    /** Whole instances (PS3.18 table 10.4.1-1). */
    record Instances(Target target) implements DicomWebPath {}

    record Metadata(Target target) implements DicomWebPath {}

    /** Frames by number, from 1, in the order asked for. */
    record Frames(Target target, List<Integer> numbers) implements DicomWebPath {}

    /** Bytes of the Part 10 entry of an instance, as its metadata refers to them. */
    record Bulk(Target target, long offset, long length) implements DicomWebPath {}

    /** Nothing of this handler's; somebody else may know it. */
    record Elsewhere() implements DicomWebPath {}

    /** One of ours, but a UID or number in it is none. */
    record Malformed(String detail) implements DicomWebPath {}

    /** Whether instances are also stored here (PS3.18 table 10.5.1-1), as far as the path can be read. */
    default boolean takesInstances() {
        return switch (this) {
            case Search search -> search.level() == FilmLevel.STUDY;
            case Instances instances -> instances.target().series().isEmpty();
            case Malformed malformed -> true;
            case Metadata metadata -> false;
            case Frames frames -> false;
            case Bulk bulk -> false;
            case Elsewhere elsewhere -> false;
        };
    }

    /**
     * @param path behind the service root, starting with a slash, not decoded: what is valid here needs no escapes
     */
    static DicomWebPath parse(String path) {
        String[] parts = path.split("/", -1);
        int n = parts.length;
        if (n > 2 && parts[n - 1].isEmpty()) {
            n--;
        }
        try {
            return parse(parts, n);
        } catch (IllegalArgumentException e) {
            return new Malformed(e.getMessage());
        }
    }

    private static DicomWebPath parse(String[] p, int n) {
        if (n == 2) {
            return switch (p[1]) {
                case "studies" -> new Search(FilmLevel.STUDY, Optional.empty(), Optional.empty());
                case "series" -> new Search(FilmLevel.SERIES, Optional.empty(), Optional.empty());
                case "instances" -> new Search(FilmLevel.INSTANCE, Optional.empty(), Optional.empty());
                default -> new Elsewhere();
            };
        }
        if (n < 3 || !p[1].equals("studies")) {
            return new Elsewhere();
        }
        if (n == 3) {
            return new Instances(study(p[2]));
        }
        if (n == 4) {
            return switch (p[3]) {
                case "series" -> new Search(FilmLevel.SERIES, Optional.of(new StudyUid(p[2])), Optional.empty());
                case "instances" -> new Search(FilmLevel.INSTANCE, Optional.of(new StudyUid(p[2])), Optional.empty());
                case "metadata" -> new Metadata(study(p[2]));
                default -> new Elsewhere();
            };
        }
        return p[3].equals("series") ? belowSeries(p, n) : new Elsewhere();
    }

    private static DicomWebPath belowSeries(String[] p, int n) {
        if (n == 5) {
            return new Instances(series(p));
        }
        if (n == 6) {
            return switch (p[5]) {
                case "metadata" -> new Metadata(series(p));
                case "instances" ->
                    new Search(
                            FilmLevel.INSTANCE, Optional.of(new StudyUid(p[2])), Optional.of(new SeriesUid(p[4])));
                default -> new Elsewhere();
            };
        }
        return p[5].equals("instances") ? belowInstance(p, n) : new Elsewhere();
    }

    private static DicomWebPath belowInstance(String[] p, int n) {
        if (n == 7) {
            return new Instances(instance(p));
        }
        if (n == 8 && p[7].equals("metadata")) {
            return new Metadata(instance(p));
        }
        if (n == 9 && p[7].equals("frames")) {
            return new Frames(instance(p), frameList(p[8]));
        }
        if (n == 9 && p[7].equals("bulk")) {
            int dash = p[8].indexOf('-');
            if (dash < 1) {
                throw new IllegalArgumentException("bulk data is named by its offset and length");
            }
            return new Bulk(instance(p), number(p[8].substring(0, dash)), number(p[8].substring(dash + 1)));
        }
        return new Elsewhere();
    }

    private static Target study(String study) {
        return new Target(new StudyUid(study), Optional.empty(), Optional.empty());
    }

    private static Target series(String[] p) {
        return new Target(new StudyUid(p[2]), Optional.of(new SeriesUid(p[4])), Optional.empty());
    }

    private static Target instance(String[] p) {
        return new Target(
                new StudyUid(p[2]), Optional.of(new SeriesUid(p[4])), Optional.of(new SopInstanceUid(p[6])));
    }

    private static List<Integer> frameList(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String one : list.replace("%2C", ",").replace("%2c", ",").split(",", -1)) {
            long number = number(one);
            if (number < 1 || number > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("frame numbers count from 1");
            }
            if (numbers.size() == MAX_FRAMES) {
                throw new IllegalArgumentException("more than " + MAX_FRAMES + " frames in one request");
            }
            numbers.add((int) number);
        }
        return List.copyOf(numbers);
    }

    private static long number(String digits) {
        if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("a number is expected");
        }
        return Long.parseLong(digits);
    }
}
