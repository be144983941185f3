package org.cloudfilm.viewer.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.cloudfilm.viewer.render.Window.Function;
import org.junit.jupiter.api.Test;

/** The formulas and the examples of PS3.3 C.11.2.1.2 and C.11.2.1.3. */
class WindowTest {

    @Test
    void linear_c2048w4096_theExampleOfTheStandard() {
        Window window = new Window(2048, 4096, Function.LINEAR);
        assertThat(window.brightness(0)).isZero();
        assertThat(window.brightness(4095)).isEqualTo(1);
        assertThat(window.brightness(2047.5)).isCloseTo(0.5, within(1e-12));
        assertThat(window.brightness(1)).isCloseTo(1 / 4095.0, within(1e-12));
    }

    @Test
    void linear_width1_aThreshold() {
        Window window = new Window(0, 1, Function.LINEAR);
        assertThat(window.brightness(-1)).isZero();
        assertThat(window.brightness(0)).isEqualTo(1);
    }

    @Test
    void linear_c0w100_endsAtMinus50And49() {
        Window window = new Window(0, 100, Function.LINEAR);
        assertThat(window.brightness(-50)).isZero();
        assertThat(window.brightness(-49)).isPositive();
        assertThat(window.brightness(48.99)).isLessThan(1);
        assertThat(window.brightness(49)).isCloseTo(1, within(1e-12));
    }

    @Test
    void linearExact_c0w100_endsAtMinus50And50() {
        Window window = new Window(0, 100, Function.LINEAR_EXACT);
        assertThat(window.brightness(-50)).isZero();
        assertThat(window.brightness(0)).isEqualTo(0.5);
        assertThat(window.brightness(25)).isEqualTo(0.75);
        assertThat(window.brightness(50)).isEqualTo(1);
    }

    @Test
    void sigmoid_atItsCentre_half() {
        Window window = new Window(40, 400, Function.SIGMOID);
        assertThat(window.brightness(40)).isEqualTo(0.5);
        assertThat(window.brightness(240)).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-12));
    }

    @Test
    void window_ofNoWidth_refused() {
        assertThatThrownBy(() -> new Window(0, 0, Function.LINEAR_EXACT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Window(0, 0.5, Function.LINEAR)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Window(Double.NaN, 1, Function.SIGMOID))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
