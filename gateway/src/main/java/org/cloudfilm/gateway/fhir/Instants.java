package org.cloudfilm.gateway.fhir;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.index.DateInterval;

/** Points in time given as parameters, an instant or the beginning of a day, and periods: all of a month, say. */
final class Instants {

    private Instants() {}

    static Optional<Instant> parameter(Query query, String name) throws FhirRejection {
        Optional<String> given = query.first(name);
        return given.isEmpty() ? Optional.empty() : Optional.of(parse(given.get(), name));
    }

    /** As long as the text is precise. */
    static Optional<DateInterval> period(Query query, String name) throws FhirRejection {
        Optional<String> given = query.first(name);
        return given.isEmpty()
                ? Optional.empty()
                : Optional.of(DateInterval.parse(given.get().strip().replace(' ', '+'), LocalZone.ZONE)
                        .orElseThrow(() -> FhirRejection.badRequest(name, "a date such as 2026-01-31 is expected")));
    }

    static Instant parse(String given, String name) throws FhirRejection {
        // the plus sign of a zone, as it arrives when a client does not encode it
        String text = given.strip().replace(' ', '+');
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(LocalZone.ZONE).toInstant()
                    : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeParseException e) {
            throw FhirRejection.badRequest(name, "an instant such as 2026-01-31T08:00:00+08:00 is expected");
        }
    }
}
