package org.cloudfilm.viewer.render;

import java.util.Locale;

/**
 * A window on values (PS3.3 C.11.2.1.2), in the units the modality transformation yields.
 *
 * @param width at least 1 for {@link Function#LINEAR}, above 0 otherwise
 */
record Window(double center, double width, Function function) {

    enum Function {
        LINEAR,
        LINEAR_EXACT,
        SIGMOID;

        /** Takes the values of VOI LUT Function (0028,1056) and those of the {@code window} query parameter. */
        static Function of(String name) {
            return valueOf(name.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    Window {
        if (!Double.isFinite(center) || !Double.isFinite(width) || width <= 0
                || function == Function.LINEAR && width < 1) {
            throw new IllegalArgumentException("impossible window");
        }
    }

    /** The narrowest linear window that tells {@code low} from {@code high} and everything between. */
    static Window between(double low, double high) {
        return new Window((low + high) / 2, Math.max(high - low, Double.MIN_NORMAL), Function.LINEAR_EXACT);
    }

    /** Brightness of a value, 0 to 1. */
    double brightness(double x) {
        return switch (function) {
            case LINEAR -> {
                double middle = center - 0.5;
                double half = (width - 1) / 2;
                yield x <= middle - half ? 0 : x > middle + half ? 1 : (x - middle) / (width - 1) + 0.5;
            }
            case LINEAR_EXACT -> {
                double half = width / 2;
                yield x <= center - half ? 0 : x > center + half ? 1 : (x - center) / width + 0.5;
            }
            case SIGMOID -> 1 / (1 + Math.exp(-4 * (x - center) / width));
        };
    }
}
