package org.cloudfilm.storage.record.match;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.person.FhirIdentification;
import org.cloudfilm.storage.person.PatientNumber;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.search.RecordQuery;
import org.cloudfilm.storage.record.search.RecordSearch;

/** Patient records that carry a number themselves; what other hospitals sent of the person does not count. */
final class NumberedPatients {

    private static final int NUMBERS = 20;

    private final RecordSearch search;

    NumberedPatients(RecordSearch search) {
        this.search = search;
    }

    List<StoredRecord> find(RecordPermit permit, List<PatientNumber> numbers, int most) {
        Set<String> tokens = new LinkedHashSet<>();
        for (PatientNumber number : numbers.subList(0, Math.min(NUMBERS, numbers.size()))) {
            tokens.add(token(number));
            FhirIdentification.strong(number).ifPresent(strong -> tokens.add(token(strong)));
        }
        if (tokens.isEmpty()) {
            return List.of();
        }
        RecordQuery query = RecordQuery.parse(
                ResourceType.PATIENT,
                List.of(
                        Map.entry("identifier", String.join(",", tokens)),
                        Map.entry("_count", Integer.toString(most)),
                        Map.entry("_total", "none")),
                true);
        return search.search(permit, query).matches();
    }

    private static String token(PatientNumber number) {
        return escaped(number.system()) + "|" + escaped(number.value());
    }

    /** R4 section 3.1.1.4.0.4. */
    private static String escaped(String text) {
        return text.replaceAll("[\\\\,$|]", "\\\\$0");
    }
}
