package org.cloudfilm.storage.person;

/**
 * What speaks for or against two identities being one person, with its weight in points. A pair of 60 points is shown
 * to a reviewer; no number of points links by itself.
 */
public enum MatchReason {
    /** the same strong number, though something else contradicts it */
    SAME_NUMBER(70),
    /** a hospital says that two of its numbers are one patient, but both persons have strong numbers */
    HOSPITAL_SAYS(60),
    SAME_NAME(40),
    /** the same in Latin letters only: many Chinese names share a writing in pinyin */
    SAME_NAME_IN_PINYIN(25),
    /** one character or letter differs, or two have changed places */
    SIMILAR_NAME(20),
    SAME_BIRTH_DATE(30),
    /** day and month changed places, or one digit differs */
    SIMILAR_BIRTH_DATE(15),
    SAME_SEX(5),
    /** never enough alone: it is often a parent's */
    SAME_PHONE(15),
    OTHER_NAME(-40),
    OTHER_BIRTH_DATE(-30),
    OTHER_SEX(-25),
    /** both of a multiple birth, or born on one day with one phone and one family name: twins share all that */
    MAYBE_TWINS(-25);

    private final int points;

    MatchReason(int points) {
        this.points = points;
    }

    public int points() {
        return points;
    }
}
