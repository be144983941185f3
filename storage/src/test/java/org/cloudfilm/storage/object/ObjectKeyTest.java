package org.cloudfilm.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeyTest {

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "packs/3f/3f0c-9a.pack", "derived/x_1.q85.jpg"})
    void key_wellFormed_isKept(String value) {
        assertThat(new ObjectKey(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "a", "a/", "/a.b", "a//b.c", "../a.b", "a/../b.c", "a/.b", ".a.b", "a.b/c.d", "A.b", "张三.pack", "a b.c",
        "a\\b.c", "a.b\n", "a%2f.b", "1.2.840.113619.2.5/x.pack", "con:x.b"
    })
    void key_unsafe_isRefused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey(value));
    }

    @Test
    void key_tooLong_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey("a".repeat(101) + ".bin"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey(("a".repeat(90) + "/").repeat(6) + "a.bin"));
    }

    /** The form once more, as an expression. */
    @Test
    void key_anyOfTheseLetters_isKeptWhenItHasTheForm() {
        String name = "[a-z0-9][a-z0-9_-]{0,99}";
        Pattern form = Pattern.compile("(" + name + "/){0,15}" + name + "(\\.[a-z0-9]{1,16}){1,3}");
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder key = new StringBuilder();
            for (int length = random.nextInt(9); length >= 0; length--) {
                key.append("aa9/..-_A".charAt(random.nextInt(9)));
            }
            assertThat(ObjectKey.wellFormed(key.toString())).as(key.toString())
                    .isEqualTo(form.matcher(key).matches());
        }
        for (String edge : List.of("a/".repeat(15) + "a.b", "a/".repeat(16) + "a.b", "a.b.c.d", "a.b.c.d.e",
                "a." + "x".repeat(16), "a." + "x".repeat(17), "a".repeat(100) + ".b")) {
            assertThat(ObjectKey.wellFormed(edge)).as(edge).isEqualTo(form.matcher(edge).matches());
        }
    }
}
