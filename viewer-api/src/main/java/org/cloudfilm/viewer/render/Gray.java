package org.cloudfilm.viewer.render;

/** From values in the units of the modality to brightness, 0 to 255. */
sealed interface Gray {

    int of(double value);

    record Windowed(Window window) implements Gray {
        @Override
        public int of(double value) {
            return (int) (window.brightness(value) * 255 + 0.5);
        }
    }

    record Looked(LookupTable table) implements Gray {
        @Override
        public int of(double value) {
            return table.gray((int) Math.rint(value));
        }
    }
}
