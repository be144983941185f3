package org.cloudfilm.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
}
