package org.cloudfilm.storage.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ResidentIdTest {

    @Test
    void residentId_valid_tellsBirthDateAndSex() {
        ResidentId id = new ResidentId(" 34052419800101001x ");

        assertThat(id.value()).isEqualTo("34052419800101001X");
        assertThat(id.birthDate()).isEqualTo(LocalDate.of(1980, 1, 1));
        assertThat(id.male()).isTrue();
    }

    @Test
    void residentId_printed_isMasked() {
        assertThat(new ResidentId("34052419800101001X")).hasToString("3405************1X");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {
        "340524198001010011", // wrong check character
        "34052419800230001X", // 30 February
        "3405241980010100",
        "34052419800101O01X", // a letter among the digits
        "A4052419800101001X",
        "340524800101001" // the 15-digit form of before 1999
    })
    void parse_notANumber_isEmpty(String raw) {
        assertThat(ResidentId.parse(raw)).isEmpty();
        assertThatThrownBy(() -> new ResidentId(raw)).isInstanceOf(IllegalArgumentException.class);
    }
}
