package org.cloudfilm.storage.person;

import static org.assertj.core.api.Assertions.assertThat;

import org.cloudfilm.storage.person.StrongNumber.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrongNumberTest {

    @ParameterizedTest
    @CsvSource({
        "RESIDENT_ID,        34052419800101001x, 34052419800101001X",
        "RESIDENT_ID,        340524198001010011, ",
        "RESIDENT_ID,        340524800101001,    ",
        "HOME_RETURN_PERMIT, H1234567801,        H12345678",
        "HOME_RETURN_PERMIT, M12345678,          M12345678",
        "HOME_RETURN_PERMIT, X12345678,          ",
        "TAIWAN_PERMIT,      1234567802,         12345678",
        "PASSPORT,           usa:123 456 789,    USA:123456789",
        "PASSPORT,           123456789,          ",
        "BIRTH_CERTIFICATE,  t123456789,         T123456789",
        "BIRTH_CERTIFICATE,  123456789,          ",
    })
    void parse_normalisesOrRefuses(Kind kind, String raw, String expected) {
        assertThat(StrongNumber.parse(kind, raw).map(StrongNumber::value).orElse(null)).isEqualTo(expected);
    }
}
