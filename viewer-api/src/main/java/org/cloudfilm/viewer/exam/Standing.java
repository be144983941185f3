package org.cloudfilm.viewer.exam;

import java.util.List;
import java.util.Locale;

/**
 * What a hospital is to others in mutual recognition.
 *
 * @param level    grade and class as in 三级甲等 = {@code 3A}, or a grade alone; empty when unknown
 * @param regions  it belongs to
 * @param alliance medical alliance (医联体) whose members accept each other; empty for none
 */
public record Standing(String level, List<String> regions, String alliance) {

    private static final List<String> RANKS = List.of("", "1", "1C", "1B", "1A", "2", "2C", "2B", "2A", "3", "3C", "3B", "3A");
    static final Standing UNKNOWN = new Standing("", List.of(), "");

    public Standing {
        level = level == null ? "" : level.strip().toUpperCase(Locale.ROOT);
        regions = regions == null ? List.of() : List.copyOf(regions);
        alliance = alliance == null ? "" : alliance.strip();
        if (!RANKS.contains(level)) {
            throw new IllegalArgumentException("no level of a hospital: " + level);
        }
    }

    /** Lower levels accept higher ones, those of 2A and above each other, and all within an alliance. */
    public boolean accepts(Standing performer) {
        int own = RANKS.indexOf(level);
        int theirs = RANKS.indexOf(performer.level);
        int peers = RANKS.indexOf("2A");
        return theirs >= own && theirs > 0 || own >= peers && theirs >= peers || sameAlliance(performer);
    }

    public boolean sameAlliance(Standing other) {
        return !alliance.isEmpty() && alliance.equals(other.alliance);
    }
}
