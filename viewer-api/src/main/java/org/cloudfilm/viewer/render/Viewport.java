package org.cloudfilm.viewer.render;

/**
 * The part of a picture to show and the size to show it in (PS3.18 section 8.3.5.1.3). A negative source width or
 * height mirrors.
 */
record Viewport(int width, int height, double x, double y, double sourceWidth, double sourceHeight) {

    /** Larger pictures than this nobody gets. */
    static final int MAX_SIDE = 4096;

    Viewport {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException("viewport must have 1 to " + MAX_SIDE + " pixels each way");
        }
    }

    /** All of the picture. */
    static Viewport of(int width, int height) {
        return new Viewport(width, height, 0, 0, 0, 0);
    }

    /** {@code vw,vh[,sx,sy[,sw,sh]]}; empty source values mean all of it. */
    static Viewport parse(String text) {
        String[] part = text.split(",", -1);
        if (part.length != 2 && part.length != 4 && part.length != 6) {
            throw new IllegalArgumentException("viewport takes 2, 4 or 6 numbers");
        }
        double[] number = new double[6];
        for (int i = 0; i < part.length; i++) {
            try {
                number[i] = part[i].isBlank() && i >= 2 ? 0 : Double.parseDouble(part[i]);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("viewport takes numbers");
            }
            if (!Double.isFinite(number[i])) {
                throw new IllegalArgumentException("viewport takes numbers");
            }
        }
        if (number[2] < 0 || number[3] < 0) {
            throw new IllegalArgumentException("viewport must begin inside the image");
        }
        return new Viewport(
                (int) Math.rint(number[0]), (int) Math.rint(number[1]), number[2], number[3], number[4], number[5]);
    }
}
