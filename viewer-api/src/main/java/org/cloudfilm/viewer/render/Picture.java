package org.cloudfilm.viewer.render;

/** A picture for the eye: 8 bits, gray (1 channel) or RGB (3), row by row. */
record Picture(int width, int height, int channels, byte[] samples) {

    Picture {
        if (samples.length != width * height * channels) {
            throw new IllegalArgumentException("picture of another size");
        }
    }
}
