package org.cloudfilm.viewer.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScaleTest {

    private static final Picture FOUR = new Picture(4, 2, 1, new byte[] {0, 100, 40, 60, 20, 80, 0, 100});

    @Test
    void fit_halfTheSize_meansOfFour() {
        assertThat(Scale.fit(FOUR, Viewport.parse("2,1")).samples()).containsExactly(50, 50);
    }

    @Test
    void fit_tallViewport_ratioKept() {
        Picture picture = Scale.fit(FOUR, Viewport.parse("2,100"));
        assertThat(picture.width()).isEqualTo(2);
        assertThat(picture.height()).isEqualTo(1);
    }

    @Test
    void fit_sameSize_untouched() {
        assertThat(Scale.fit(FOUR, Viewport.parse("4,2"))).isSameAs(FOUR);
    }

    @Test
    void fit_partOfThePicture_thatPart() {
        assertThat(Scale.fit(FOUR, Viewport.parse("2,2,2,0,2,2")).samples()).containsExactly(40, 60, 0, 100);
    }

    @Test
    void fit_negativeSourceWidth_mirrored() {
        assertThat(Scale.fit(FOUR, Viewport.parse("4,2,0,0,-4,2")).samples())
                .containsExactly(60, 40, 100, 0, 100, 0, 80, 20);
    }

    @Test
    void fit_largerViewport_grownBetweenThePixels() {
        Picture two = new Picture(2, 1, 1, new byte[] {0, 100});
        assertThat(Scale.fit(two, Viewport.parse("4,2")).samples()).containsExactly(0, 25, 75, 100, 0, 25, 75, 100);
    }

    @Test
    void fit_rgb_coloursKeptApart() {
        Picture rgb = new Picture(2, 1, 3, new byte[] {10, 20, 30, 30, 40, 50});
        assertThat(Scale.fit(rgb, Viewport.parse("1,1")).samples()).containsExactly(20, 30, 40);
    }

    @Test
    void viewport_nonsense_refused() {
        for (String text : new String[] {"", "1", "0,5", "9000,1", "a,b", "1,2,3", "1,1,-1,0", "1,1,0,0,NaN,1"}) {
            assertThatThrownBy(() -> Viewport.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Scale.fit(FOUR, Viewport.parse("2,2,4,0")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
