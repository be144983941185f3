package org.cloudfilm.storage.person;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/** How much two descriptions are alike, and why. */
public record Match(int score, Set<MatchReason> reasons) {

    /** From here on a human should look at the pair. */
    public static final int WORTH_A_LOOK = 60;

    static Match of(Set<MatchReason> reasons) {
        int sum = reasons.stream().mapToInt(MatchReason::points).sum();
        return new Match(Math.clamp(sum, 0, 100), Set.copyOf(reasons));
    }

    public static Match between(Traits one, Traits other) {
        EnumSet<MatchReason> reasons = EnumSet.noneOf(MatchReason.class);
        NameLikeness name = NameLikeness.of(one.nameKeys(), other.nameKeys());
        name.reason().ifPresent(reasons::add);
        if (one.birthDate().isPresent() && other.birthDate().isPresent()) {
            reasons.add(compare(one.birthDate().get(), other.birthDate().get()));
        }
        if (!one.sex().isEmpty() && !other.sex().isEmpty()) {
            reasons.add(one.sex().equals(other.sex()) ? MatchReason.SAME_SEX : MatchReason.OTHER_SEX);
        }
        boolean samePhone = !one.phone().isEmpty() && one.phone().equals(other.phone());
        if (samePhone) {
            reasons.add(MatchReason.SAME_PHONE);
        }
        boolean bornTogether = one.birthDate().isPresent() && one.birthDate().equals(other.birthDate());
        boolean twins = one.multipleBirth() && other.multipleBirth()
                || samePhone && bornTogether && name == NameLikeness.FAMILY;
        if (twins && name != NameLikeness.SAME) {
            reasons.add(MatchReason.MAYBE_TWINS);
        }
        return of(reasons);
    }

    /** The same with one reason more. */
    public Match and(MatchReason reason) {
        EnumSet<MatchReason> more = EnumSet.of(reason);
        more.addAll(reasons);
        return of(more);
    }

    private static MatchReason compare(LocalDate one, LocalDate other) {
        if (one.equals(other)) {
            return MatchReason.SAME_BIRTH_DATE;
        }
        boolean swapped = one.getYear() == other.getYear()
                && one.getMonthValue() == other.getDayOfMonth()
                && one.getDayOfMonth() == other.getMonthValue();
        return swapped || differingCharacters(one.toString(), other.toString()) == 1
                ? MatchReason.SIMILAR_BIRTH_DATE
                : MatchReason.OTHER_BIRTH_DATE;
    }

    private static int differingCharacters(String one, String other) {
        int differing = Math.abs(one.length() - other.length());
        for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
            differing += one.charAt(i) == other.charAt(i) ? 0 : 1;
        }
        return differing;
    }
}
