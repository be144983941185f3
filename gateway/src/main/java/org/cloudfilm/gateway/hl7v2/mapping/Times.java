package org.cloudfilm.gateway.hl7v2.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Period;

/**
 * Points in time (data types DT, TS, DTM: {@code YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]}) with the precision
 * they were given in. What is no point in time is left out: zeros and the like are common.
 */
final class Times {

    private static final Pattern FORM = Pattern.compile(
            "(\\d{4})(?:-?(\\d{2})(?:-?(\\d{2})(?:[ T]?(\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:\\.(\\d{1,9}))?)?)?)?)?)?"
                    + "([+-]\\d{4})?");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

    private final ZoneId zone;

    /** @param zone of times that do not say theirs */
    Times(ZoneId zone) {
        this.zone = zone;
    }

    Optional<DateTimeType> dateTime(String text) {
        return parse(text, false).map(DateTimeType::new);
    }

    Optional<DateType> date(String text) {
        return parse(text, true).map(DateType::new);
    }

    /** Only if it is given to the minute at least. */
    Optional<InstantType> instant(String text) {
        return parse(text, false).filter(found -> found.length() > 10).map(InstantType::new);
    }

    Period period(String start, String end) {
        Period period = new Period();
        dateTime(start).ifPresent(period::setStartElement);
        dateTime(end).ifPresent(period::setEndElement);
        return period;
    }

    private Optional<String> parse(String text, boolean dateOnly) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        try {
            if (m.group(2) == null) {
                int year = Integer.parseInt(m.group(1));
                return year < 1800 ? Optional.empty() : Optional.of(m.group(1));
            }
            if (m.group(3) == null) {
                LocalDate.of(number(m, 1), number(m, 2), 1);
                return Optional.of(m.group(1) + "-" + m.group(2));
            }
            LocalDate date = LocalDate.of(number(m, 1), number(m, 2), number(m, 3));
            if (dateOnly || m.group(4) == null) {
                return Optional.of(date.toString());
            }
            return Optional.of(SECONDS.format(moment(m, date)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private OffsetDateTime moment(Matcher m, LocalDate date) {
        String fraction = m.group(7) == null ? "0" : (m.group(7) + "00000000").substring(0, 9);
        LocalDateTime local = date.atTime(number(m, 4), number(m, 5), number(m, 6), Integer.parseInt(fraction));
        return m.group(8) == null
                ? local.atZone(zone).toOffsetDateTime()
                : local.atOffset(ZoneOffset.of(m.group(8)));
    }

    private static int number(Matcher m, int group) {
        return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
    }
}
