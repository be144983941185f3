package org.cloudfilm.storage.record.imaging;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Dates and times of DICOM as FHIR writes them (R4 section 2.24.0.1: four digits of year, a zone beside any time). */
final class Moments {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[.SSS]XXX", Locale.ROOT);
    private static final DateTimeFormatter WHOLE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

    private final ZoneId zone;

    /** @param zone of senders that do not tell theirs */
    Moments(ZoneId zone) {
        this.zone = zone;
    }

    /** The zone of Timezone Offset From UTC (0008,0201), else the deployment's. */
    Moments in(DicomAttributes attributes) {
        String offset = attributes.text("00080201");
        try {
            return offset.isEmpty() ? this : new Moments(ZoneOffset.of(offset));
        } catch (DateTimeException e) {
            return this;
        }
    }

    static Optional<String> date(LocalDate date) {
        return Optional.ofNullable(date).filter(day -> day.getYear() >= 1 && day.getYear() <= 9999)
                .map(LocalDate::toString);
    }

    /** A dateTime: with a time if there is one. */
    Optional<String> dateTime(LocalDate date, LocalTime time) {
        return time == null ? date(date) : date(date).map(day -> written(date, time));
    }

    /** An instant, which needs a time. */
    Optional<String> instant(LocalDate date, LocalTime time) {
        return time == null ? Optional.empty() : dateTime(date, time);
    }

    private String written(LocalDate date, LocalTime time) {
        LocalTime millis = time.truncatedTo(ChronoUnit.MILLIS);
        return date.atTime(millis).atZone(zone).format(millis.getNano() == 0 ? WHOLE : MOMENT);
    }

    /** DA in DICOM JSON. */
    static LocalDate day(String text) {
        try {
            return text.length() == 8 ? LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** TM in DICOM JSON, to the second. */
    static LocalTime time(String text) {
        try {
            return text.length() >= 6
                    ? LocalTime.of(Integer.parseInt(text, 0, 2, 10), Integer.parseInt(text, 2, 4, 10),
                            Math.min(59, Integer.parseInt(text, 4, 6, 10)))
                    : null;
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }
}
