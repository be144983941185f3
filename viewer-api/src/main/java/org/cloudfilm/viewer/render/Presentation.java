package org.cloudfilm.viewer.render;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a frame's values become brightness, as its data set says.
 *
 * @param modality  instead of slope and intercept
 * @param window    the first of the image
 * @param voi       instead of a window
 * @param padding   stored value of pixels outside of the image, kept out when a window is guessed
 */
record Presentation(
        double slope,
        double intercept,
        Optional<LookupTable> modality,
        Optional<Window> window,
        Optional<LookupTable> voi,
        Optional<Palette> palette,
        OptionalInt padding) {

    static final Presentation PLAIN = new Presentation(
            1, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());

    /** In the units of the window. */
    double value(int stored) {
        return modality.isPresent() ? modality.get().get(stored) : stored * slope + intercept;
    }
}
