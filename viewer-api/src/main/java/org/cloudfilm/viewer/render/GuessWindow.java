package org.cloudfilm.viewer.render;

/**
 * A window for images that bring none: all of the range when there are 8 bits or fewer, otherwise what lies between
 * the darkest and the brightest thousandth, padding aside.
 */
final class GuessWindow {

    private static final int THOUSANDTH = 1000;

    private GuessWindow() {}

    static Window of(DecodedFrame frame, Presentation how) {
        PixelFormat format = frame.format();
        Samples samples = new Samples(frame);
        if (format.floating() || format.bitsAllocated() > 16) {
            return extremes(samples, how);
        }
        if (format.bitsStored() <= 8 && how.modality().isEmpty() && how.slope() == 1 && how.intercept() == 0) {
            int low = format.signed() ? -(1 << format.bitsStored() - 1) : 0;
            return Window.between(low, low + (1 << format.bitsStored()) - 1);
        }
        return percentiles(samples, format, how);
    }

    private static Window percentiles(Samples samples, PixelFormat format, Presentation how) {
        int lowest = format.signed() ? -(1 << format.bitsStored() - 1) : 0;
        int[] histogram = new int[1 << format.bitsStored()];
        int count = 0;
        int padding = how.padding().orElse(Integer.MIN_VALUE);
        for (int i = 0; i < samples.count(); i++) {
            int value = samples.value(samples.raw(i));
            if (value != padding) {
                histogram[value - lowest]++;
                count++;
            }
        }
        int skip = count / THOUSANDTH;
        int low = 0;
        for (int seen = histogram[0]; low < histogram.length - 1 && seen <= skip; seen += histogram[low]) {
            low++;
        }
        int high = histogram.length - 1;
        for (int seen = histogram[high]; high > low && seen <= skip; seen += histogram[high]) {
            high--;
        }
        double one = how.value(lowest + low);
        double other = how.value(lowest + high);
        return Window.between(Math.min(one, other), Math.max(one, other));
    }

    private static Window extremes(Samples samples, Presentation how) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < samples.count(); i++) {
            double number = samples.number(i);
            if (Double.isFinite(number)) {
                double value = how.value(number);
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return low <= high && Double.isFinite(high - low) ? Window.between(low, high) : Window.between(0, 1);
    }
}
