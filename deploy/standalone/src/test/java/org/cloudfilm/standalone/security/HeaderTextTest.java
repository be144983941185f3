package org.cloudfilm.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

    private final HeaderText rule = new HeaderText();

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer abc.def", "a\tb", "张伟", "\ud83d\ude00"})
    void header_text_isAllowed(String value) {
        assertThat(rule.test(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\u0000", "\u007f", "\u0085", "\u0378"})
    void header_controlOrUnassigned_isRefused(String value) {
        assertThat(rule.test(value)).isFalse();
    }

    @Test
    void header_everyCharacter_asTheFrameworkDecides() {
        Pattern framework = Pattern.compile("[\\p{IsAssigned}&&[[^\\p{IsControl}]||\\t]]*");
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String value = Character.toString(c);
            assertThat(rule.test(value)).as("%04x", c).isEqualTo(framework.matcher(value).matches());
        }
    }
}
