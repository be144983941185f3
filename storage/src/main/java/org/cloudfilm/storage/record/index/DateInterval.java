package org.cloudfilm.storage.record.index;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The time that a FHIR date, dateTime or instant covers: {@code 2020-05} is all of May. Also reads what only searches may
 * say: times without seconds or without zone.
 *
 * @param lo microseconds since 1970 in UTC
 * @param hi the same, exclusive
 */
public record DateInterval(long lo, long hi) {

    private static final int SHORTEST_TIME = "2020-05-01T10:15".length();
    private static final int TO_SECONDS = "2020-05-01T10:15:30".length();
    private static final long SECOND = 1_000_000L;

    /** The first moment. */
    public Instant from() {
        return moment(lo);
    }

    /** The moment after the last. */
    public Instant until() {
        return moment(hi);
    }

    private static Instant moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Empty when the text is no such thing. {@code zone} is where a text without zone was written. */
    public static Optional<DateInterval> parse(String text, ZoneId zone) {
        try {
            return Optional.ofNullable(read(text, zone));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static DateInterval read(String text, ZoneId zone) {
        switch (text.length()) {
            case 4 -> {
                LocalDate year = LocalDate.of(number(text, 0, 4), 1, 1);
                return days(year, year.plusYears(1), zone);
            }
            case 7 -> {
                LocalDate month = LocalDate.of(number(text, 0, 4), number(text, 5, 7), 1);
                return text.charAt(4) == '-' ? days(month, month.plusMonths(1), zone) : null;
            }
            case 10 -> {
                LocalDate day = day(text);
                return day == null ? null : days(day, day.plusDays(1), zone);
            }
            default -> {
                return text.length() < SHORTEST_TIME ? null : time(text, zone);
            }
        }
    }

    private static LocalDate day(String text) {
        if (text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    }

    private static DateInterval days(LocalDate from, LocalDate to, ZoneId zone) {
        return from.getYear() < 1 ? null : new DateInterval(micros(from, zone), micros(to, zone));
    }

    private static long micros(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toEpochSecond() * SECOND;
    }

    private static DateInterval time(String text, ZoneId zone) {
        LocalDate day = day(text);
        if (day == null || day.getYear() < 1 || text.charAt(10) != 'T' || text.charAt(13) != ':') {
            return null;
        }
        int second = 0;
        int at = SHORTEST_TIME;
        long width = 60 * SECOND;
        long fraction = 0;
        if (at < text.length() && text.charAt(at) == ':') {
            second = number(text, 17, 19);
            at = TO_SECONDS;
            width = SECOND;
            if (at < text.length() && text.charAt(at) == '.') {
                int first = ++at;
                while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                    if (width > 1) {
                        width /= 10;
                        fraction += width * (text.charAt(at) - '0');
                    }
                    at++;
                }
                if (at == first) {
                    return null;
                }
            }
        }
        // a leap second is the first of the next minute
        LocalDateTime local = LocalDateTime.of(
                        day, LocalTime.of(number(text, 11, 13), number(text, 14, 16), Math.min(second, 59)))
                .plusSeconds(second == 60 ? 1 : 0);
        long seconds;
        if (at == text.length()) {
            seconds = local.atZone(zone).toEpochSecond();
        } else if (text.charAt(at) == 'Z' && at + 1 == text.length()) {
            seconds = local.toEpochSecond(ZoneOffset.UTC);
        } else {
            seconds = local.toEpochSecond(ZoneOffset.UTC) - offset(text, at);
        }
        if (second > 60) {
            return null;
        }
        long lo = seconds * SECOND + fraction;
        return new DateInterval(lo, lo + width);
    }

    /** Seconds east of UTC of {@code +08:00} and the like. */
    private static int offset(String text, int at) {
        char sign = text.charAt(at);
        if (text.length() != at + 6 || text.charAt(at + 3) != ':' || sign != '+' && sign != '-') {
            throw new NumberFormatException();
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, at + 4, at + 6);
        if (hours > 14 || minutes > 59) {
            throw new NumberFormatException();
        }
        int seconds = hours * 3600 + minutes * 60;
        return sign == '-' ? -seconds : seconds;
    }

    private static int number(String text, int from, int to) {
        if (to > text.length()) {
            throw new NumberFormatException();
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw new NumberFormatException();
            }
            value = value * 10 + c - '0';
        }
        return value;
    }
}
