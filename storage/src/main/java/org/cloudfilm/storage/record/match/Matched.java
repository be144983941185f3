package org.cloudfilm.storage.record.match;

import java.util.Locale;
import org.cloudfilm.storage.person.Match;
import org.cloudfilm.storage.person.MatchReason;
import org.cloudfilm.storage.record.StoredRecord;

/**
 * A Patient record that may be the one asked for.
 *
 * @param score from 0 to 1
 */
public record Matched(StoredRecord record, double score, Grade grade) {

    /** Codes of http://terminology.hl7.org/CodeSystem/match-grade. */
    public enum Grade {
        /** a number of the state or of the hospital agrees, and neither name nor birth date contradicts it */
        CERTAIN,
        /** the name and the birth date are the same */
        PROBABLE,
        POSSIBLE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static boolean certain(Match match) {
        return match.reasons().contains(MatchReason.SAME_NUMBER)
                && !match.reasons().contains(MatchReason.OTHER_NAME)
                && !match.reasons().contains(MatchReason.OTHER_BIRTH_DATE);
    }

    /** Only a certain one has 1: the points of the others stop short of it. */
    static Matched of(StoredRecord record, Match match) {
        if (certain(match)) {
            return new Matched(record, 1, Grade.CERTAIN);
        }
        boolean named = match.reasons().contains(MatchReason.SAME_NAME)
                || match.reasons().contains(MatchReason.SAME_NAME_IN_PINYIN);
        boolean probable = named && match.reasons().contains(MatchReason.SAME_BIRTH_DATE)
                && match.score() >= Match.WORTH_A_LOOK;
        return new Matched(record, Math.min(match.score(), 95) / 100.0, probable ? Grade.PROBABLE : Grade.POSSIBLE);
    }
}
