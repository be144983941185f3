package org.cloudfilm.storage.record.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.cloudfilm.storage.film.dicom.PersonName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedTextTest {

    @ParameterizedTest
    @CsvSource({
        "Müller-Lüdenscheidt, muller ludenscheidt",
        "O'BRIEN, o brien",
        "ＷＡＮＧ　小明, wang 小明",
        "  a   b , a b",
        "-, ''"
    })
    void writings_areOne(String text, String folded) {
        assertThat(FoldedText.of(text)).isEqualTo(folded);
    }

    @Test
    void plainText_foldsAsNamesDo() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = random.nextInt(600); c > 0; c--) {
                text.append((char) (32 + random.nextInt(95)));
            }
            assertThat(FoldedText.of(text.toString()))
                    .isEqualTo(FoldedText.cut(PersonName.searchKey(text.toString())));
        }
    }

    @Test
    void cut_leavesNoHalfCharacter() {
        String text = "a".repeat(FoldedText.LONGEST - 1) + "\ud83d\ude00";

        assertThat(FoldedText.cut(text)).isEqualTo("a".repeat(FoldedText.LONGEST - 1));
    }
}
