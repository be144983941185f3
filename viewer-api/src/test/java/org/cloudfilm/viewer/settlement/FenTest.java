package org.cloudfilm.viewer.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FenTest {

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Fen.MOST + 1, Long.MAX_VALUE})
    void amount_outOfBounds_isNone(long value) {
        assertThatThrownBy(() -> Fen.of(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sums_neverLeaveTheBounds() {
        assertThat(Fen.of(5).plus(Fen.of(7)).minus(Fen.of(12))).isEqualTo(Fen.ZERO);
        assertThatThrownBy(() -> Fen.of(5).minus(Fen.of(6))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fen.of(Fen.MOST).plus(Fen.of(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void yuan_haveTwoDecimals() {
        assertThat(Fen.of(23_505).yuan()).isEqualTo("235.05");
        assertThat(Fen.of(7).yuan()).isEqualTo("0.07");
    }
}
