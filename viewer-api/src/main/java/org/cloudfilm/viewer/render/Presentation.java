package org.cloudfilm.viewer.render;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

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

    /** Of all tables. */
    int entries() {
        return Stream.of(modality.stream(), voi.stream(), palette.stream().flatMap(Palette::tables))
                .flatMap(tables -> tables)
                .mapToInt(table -> table.entries().length)
                .sum();
    }

    /** In the units of the window. */
    double value(double stored) {
        return modality.isPresent() ? modality.get().get((int) Math.rint(stored)) : stored * slope + intercept;
    }
}
