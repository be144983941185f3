package org.cloudfilm.viewer.share;

import java.util.LinkedHashSet;
import java.util.List;
import org.cloudfilm.storage.film.StudyUid;

/**
 * What a patient asks for: {@code studies} 1 to 50 UIDs, {@code label} at most 80 characters, {@code passcode} 4 to 64,
 * {@code days} 1 to 30, {@code openings} 1 to 20; {@code report} and {@code images} true unless said otherwise.
 */
record ShareWish(
        List<String> studies, String label, String passcode, Integer days, Integer openings, Boolean report,
        Boolean images) {

    private static final int MOST_STUDIES = 50;
    private static final int SHORTEST_PASSCODE = 4;
    private static final int LONGEST_PASSCODE = 64;
    private static final int MOST_DAYS = 30;
    private static final int MOST_OPENINGS = 20;

    /** The same, checked. */
    record Checked(List<StudyUid> studies, String label, String passcode, int days, int openings, boolean report, boolean images) {

        @Override
        public String toString() {
            return "Checked[***]";
        }
    }

    Checked checked() {
        String name = label == null ? "" : label.strip();
        require(name.length() <= LinkText.LONGEST_LABEL && name.chars().noneMatch(Character::isISOControl),
                "label", "a label has at most " + LinkText.LONGEST_LABEL + " characters");
        String code = passcode == null ? "" : Passcodes.plain(passcode);
        require(code.length() >= SHORTEST_PASSCODE && code.length() <= LONGEST_PASSCODE
                        && code.chars().noneMatch(Character::isISOControl),
                "passcode", "a passcode has " + SHORTEST_PASSCODE + " to " + LONGEST_PASSCODE + " characters");
        require(days != null && days >= 1 && days <= MOST_DAYS, "days", "days must be 1 to " + MOST_DAYS);
        require(openings != null && openings >= 1 && openings <= MOST_OPENINGS,
                "openings", "openings must be 1 to " + MOST_OPENINGS);
        boolean withReport = report == null || report;
        boolean withImages = images == null || images;
        require(withReport || withImages, "images", "share images, reports or both");
        return new Checked(uids(), name, code, days, openings, withReport, withImages);
    }

    private List<StudyUid> uids() {
        require(studies != null && !studies.isEmpty() && studies.size() <= MOST_STUDIES && !studies.contains(null),
                "studies", "share 1 to " + MOST_STUDIES + " studies");
        try {
            return new LinkedHashSet<>(studies).stream().map(StudyUid::new).toList();
        } catch (IllegalArgumentException e) {
            // what is no UID names no study
            throw ShareProblem.NO_SUCH_STUDY.exception("one of the studies is not there");
        }
    }

    private static void require(boolean holds, String field, String detail) {
        if (!holds) {
            throw ShareProblem.BAD_WISH.exception(detail, field);
        }
    }

    @Override
    public String toString() {
        return "ShareWish[***]";
    }
}
