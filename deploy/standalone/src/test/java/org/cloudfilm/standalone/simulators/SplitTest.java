package org.cloudfilm.standalone.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SplitTest {

    @Test
    void parts_ofAnyTotal_areTheWhole() {
        for (long total = 1; total < 100_000; total += 7) {
            Split split = Split.of(total, 70, total % 500, total % 300);

            assertThat(split.fund() + split.account() + split.family() + split.cash()).isEqualTo(total);
        }
    }

    @Test
    void ordinaryExam_isPaidByFundAccountAndCash() {
        assertThat(Split.of(240_00, 70, 500_00, 200_00))
                .isEqualTo(new Split(240_00, 24_00, 216_00, 151_20, 64_80, 0, 24_00));
    }

    @Test
    void emptyAccount_theFamilysHelps_thenCash() {
        Split split = Split.of(240_00, 70, 10_00, 20_00);

        assertThat(split.account()).isEqualTo(10_00);
        assertThat(split.family()).isEqualTo(20_00);
        assertThat(split.cash()).isEqualTo(58_80);
    }
}
