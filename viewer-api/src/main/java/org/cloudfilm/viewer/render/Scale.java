package org.cloudfilm.viewer.render;

import java.util.Arrays;

/** Cuts, mirrors and resizes pictures: means over areas when they shrink, linear between pixels when they grow. */
final class Scale {

    private Scale() {}

    /** Fits into the viewport with the sides' ratio kept. */
    static Picture fit(Picture picture, Viewport viewport) {
        double sourceWidth = viewport.sourceWidth() == 0 ? picture.width() - viewport.x() : viewport.sourceWidth();
        double sourceHeight = viewport.sourceHeight() == 0 ? picture.height() - viewport.y() : viewport.sourceHeight();
        double width = Math.min(Math.abs(sourceWidth), picture.width() - viewport.x());
        double height = Math.min(Math.abs(sourceHeight), picture.height() - viewport.y());
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("viewport lies outside the image");
        }
        double factor = Math.min(viewport.width() / width, viewport.height() / height);
        int toWidth = Math.clamp(Math.round(width * factor), 1, viewport.width());
        int toHeight = Math.clamp(Math.round(height * factor), 1, viewport.height());
        if (toWidth == picture.width() && toHeight == picture.height() && sourceWidth > 0 && sourceHeight > 0
                && viewport.x() == 0 && viewport.y() == 0) {
            return picture;
        }
        Axis across = Axis.of(viewport.x(), width, toWidth, picture.width(), sourceWidth < 0);
        Axis down = Axis.of(viewport.y(), height, toHeight, picture.height(), sourceHeight < 0);
        return apply(picture, across, down);
    }

    private static Picture apply(Picture picture, Axis across, Axis down) {
        int channels = picture.channels();
        int toWidth = across.first.length;
        int toHeight = down.first.length;
        byte[] to = new byte[toWidth * toHeight * channels];
        float[] row = new float[picture.width() * channels];
        for (int y = 0; y < toHeight; y++) {
            sumRows(picture, down, y, row);
            for (int x = 0; x < toWidth; x++) {
                float[] weights = across.weights[x];
                for (int c = 0; c < channels; c++) {
                    float sum = 0.5f;
                    int at = across.first[x] * channels + c;
                    for (float weight : weights) {
                        sum += weight * row[at];
                        at += channels;
                    }
                    to[(y * toWidth + x) * channels + c] = (byte) Math.clamp((int) sum, 0, 255);
                }
            }
        }
        return new Picture(toWidth, toHeight, channels, to);
    }

    private static void sumRows(Picture picture, Axis down, int y, float[] row) {
        Arrays.fill(row, 0);
        byte[] from = picture.samples();
        int at = down.first[y] * row.length;
        for (float weight : down.weights[y]) {
            for (int i = 0; i < row.length; i++) {
                row[i] += weight * (from[at + i] & 0xFF);
            }
            at += row.length;
        }
    }

    /** Which pixels of the source, and how much of each, make a pixel of the result, along one side. */
    private record Axis(int[] first, float[][] weights) {

        static Axis of(double start, double length, int to, int limit, boolean mirrored) {
            int[] first = new int[to];
            float[][] weights = new float[to][];
            double step = length / to;
            for (int i = 0; i < to; i++) {
                int target = mirrored ? to - 1 - i : i;
                double from = start + i * step;
                double end = from + step;
                if (step < 1) {
                    // growing: between the two nearest centres
                    double centre = (from + end) / 2 - 0.5;
                    from = Math.clamp(centre, 0, limit - 1);
                    first[target] = Math.min((int) from, limit - 1);
                    float after = (float) (from - first[target]);
                    weights[target] = first[target] + 1 < limit ? new float[] {1 - after, after} : new float[] {1};
                    continue;
                }
                first[target] = Math.min((int) from, limit - 1);
                int last = Math.clamp((long) Math.ceil(end - 1e-9) - 1, first[target], limit - 1);
                float[] parts = new float[last - first[target] + 1];
                for (int k = 0; k < parts.length; k++) {
                    int pixel = first[target] + k;
                    parts[k] = (float) ((Math.min(end, pixel + 1) - Math.max(from, pixel)) / step);
                }
                weights[target] = parts;
            }
            return new Axis(first, weights);
        }
    }
}
