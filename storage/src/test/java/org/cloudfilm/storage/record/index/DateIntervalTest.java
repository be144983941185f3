package org.cloudfilm.storage.record.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateIntervalTest {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource({
        "2020, 2019-12-31T16:00:00Z, 2020-12-31T16:00:00Z",
        "2020-02, 2020-01-31T16:00:00Z, 2020-02-29T16:00:00Z",
        "2020-02-29, 2020-02-28T16:00:00Z, 2020-02-29T16:00:00Z",
        "2020-02-29T10:15, 2020-02-29T02:15:00Z, 2020-02-29T02:16:00Z",
        "2020-02-29T10:15Z, 2020-02-29T10:15:00Z, 2020-02-29T10:16:00Z",
        "2020-02-29T10:15:30+01:00, 2020-02-29T09:15:30Z, 2020-02-29T09:15:31Z",
        "2020-02-29T10:15:30.5-05:00, 2020-02-29T15:15:30.5Z, 2020-02-29T15:15:30.6Z",
        "2020-02-29T10:15:30.123456789Z, 2020-02-29T10:15:30.123456Z, 2020-02-29T10:15:30.123457Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z, 2017-01-01T00:00:01Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z, +10000-01-01T00:00:00Z"
    })
    void text_coversAllThatItDoesNotSay(String text, Instant lo, Instant hi) {
        assertThat(DateInterval.parse(text, CHINA)).contains(new DateInterval(micros(lo), micros(hi)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "20", "abcd", "0000", "2020-13", "2020_01", "2020-02-30", "2020/02/02", "2020-02-29T", "2020-02-29T1",
                "2020-02-29T24:00", "2020-02-29T10:15:61Z", "2020-02-29T10:15:30.Z", "2020-02-29T10:15:30ZZ",
                "2020-02-29T10:15:30+8", "2020-02-29T10:15:30+15:00", "2020-02-29T10:15:3", "2020-02-29 10:15:30Z",
                "２０２０", "2020-02-29T10:15:30.３Z"
            })
    void otherText_isNoTime(String text) {
        assertThat(DateInterval.parse(text, CHINA)).isEmpty();
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }
}
