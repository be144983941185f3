package org.cloudfilm.viewer.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.film.SeriesUid;
import org.cloudfilm.storage.film.SopInstanceUid;
import org.cloudfilm.storage.film.StudyUid;

/**
 * {@code /studies/{}[/series/{}[/instances/{}[/frames/{}]]]/rendered} or {@code …/thumbnail} (PS3.18 tables 10.4.1-2
 * and 10.4.1-3).
 *
 * @param frames numbers from 1, none when the path names no frames
 */
record RenderedPath(
        StudyUid study,
        Optional<SeriesUid> series,
        Optional<SopInstanceUid> instance,
        List<Integer> frames,
        boolean thumbnail) {

    private static final int MAX_FRAMES = 10_000;

    /**
     * @param path behind the service root; empty when it is no such path
     * @throws IllegalArgumentException when it is, but a UID or number in it is none
     */
    static Optional<RenderedPath> parse(String path) {
        boolean thumbnail = path.endsWith("/thumbnail");
        if (!thumbnail && !path.endsWith("/rendered")) {
            return Optional.empty();
        }
        String[] p = path.split("/", -1);
        boolean fits = p.length >= 4 && p.length <= 10 && p.length % 2 == 0 && p[1].equals("studies")
                && (p.length < 6 || p[3].equals("series"))
                && (p.length < 8 || p[5].equals("instances"))
                && (p.length < 10 || p[7].equals("frames"));
        if (!fits) {
            return Optional.empty();
        }
        return Optional.of(new RenderedPath(
                new StudyUid(p[2]),
                p.length >= 6 ? Optional.of(new SeriesUid(p[4])) : Optional.empty(),
                p.length >= 8 ? Optional.of(new SopInstanceUid(p[6])) : Optional.empty(),
                p.length >= 10 ? numbers(p[8]) : List.of(),
                thumbnail));
    }

    private static List<Integer> numbers(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String one : list.replace("%2C", ",").replace("%2c", ",").split(",", -1)) {
            if (!one.matches("[1-9][0-9]{0,8}") || numbers.size() == MAX_FRAMES) {
                throw new IllegalArgumentException("frame numbers count from 1, at most " + MAX_FRAMES + " of them");
            }
            numbers.add(Integer.parseInt(one));
        }
        return List.copyOf(numbers);
    }
}
