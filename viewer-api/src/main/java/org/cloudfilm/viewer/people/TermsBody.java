package org.cloudfilm.viewer.people;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cloudfilm.storage.consent.SensitiveLabel;
import org.cloudfilm.storage.consent.book.ConsentTerms;

/**
 * What a patient agrees to, as a page sends it.
 *
 * @param sensitive names of {@link SensitiveLabel}s; null for none
 */
record TermsBody(Long days, List<String> sensitive) {

    ConsentTerms read() {
        if (days == null || days < 1 || days > ConsentTerms.LONGEST_DAYS) {
            throw PeopleProblem.BAD_DAYS.exception();
        }
        return new ConsentTerms(days.intValue(), labels());
    }

    private Set<SensitiveLabel> labels() {
        Set<SensitiveLabel> labels = EnumSet.noneOf(SensitiveLabel.class);
        for (String code : sensitive == null ? List.<String>of() : sensitive) {
            labels.add(Stream.of(SensitiveLabel.values())
                    .filter(label -> label.name().equals(code))
                    .findFirst()
                    .orElseThrow(PeopleProblem.UNKNOWN_LABEL::exception));
        }
        return labels;
    }
}
