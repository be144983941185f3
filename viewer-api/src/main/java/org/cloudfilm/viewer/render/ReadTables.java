package org.cloudfilm.viewer.render;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.film.dicom.BulkRef;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.Element;
import org.cloudfilm.storage.film.dicom.Tags;

/** Lookup tables out of data sets. One that contradicts itself is as good as none. */
final class ReadTables {

    private static final int MAX_BYTES = 1 << 18;

    /** Fetches a value that was too large for the header, in little-endian words. */
    @FunctionalInterface
    interface Values {
        byte[] fetch(BulkRef ref) throws IOException;
    }

    private final Values values;
    private final boolean signed;

    /** @param signed whether the first value mapped is to be taken as signed */
    ReadTables(Values values, boolean signed) {
        this.values = values;
        this.signed = signed;
    }

    Optional<Palette> palette(Dataset from) throws IOException {
        Optional<LookupTable> red = colour(from, Tags.RedPaletteColorLookupTableDescriptor,
                Tags.RedPaletteColorLookupTableData, Tags.SegmentedRedPaletteColorLookupTableData);
        Optional<LookupTable> green = colour(from, Tags.GreenPaletteColorLookupTableDescriptor,
                Tags.GreenPaletteColorLookupTableData, Tags.SegmentedGreenPaletteColorLookupTableData);
        Optional<LookupTable> blue = colour(from, Tags.BluePaletteColorLookupTableDescriptor,
                Tags.BluePaletteColorLookupTableData, Tags.SegmentedBluePaletteColorLookupTableData);
        return red.isPresent() && green.isPresent() && blue.isPresent()
                ? Optional.of(new Palette(red.get(), green.get(), blue.get()))
                : Optional.empty();
    }

    private Optional<LookupTable> colour(Dataset from, int descriptor, int data, int segmented) throws IOException {
        return from.contains(segmented) && !from.contains(data)
                ? read(from, descriptor, segmented, true)
                : read(from, descriptor, data, false);
    }

    Optional<LookupTable> table(Dataset from, int descriptor, int data) throws IOException {
        return read(from, descriptor, data, false);
    }

    private Optional<LookupTable> read(Dataset from, int descriptor, int data, boolean segmented) throws IOException {
        List<Integer> shape = from.decimals(descriptor).stream().map(Number::intValue).toList();
        byte[] bytes = bytes(from, data);
        if (shape.size() < 3 || bytes.length == 0 || bytes.length > MAX_BYTES) {
            return Optional.empty();
        }
        int count = (shape.get(0) & 0xFFFF) == 0 ? 1 << 16 : shape.get(0) & 0xFFFF;
        int first = signed ? shape.get(1).shortValue() : shape.get(1) & 0xFFFF;
        int bits = shape.get(2) & 0xFFFF;
        if (bits < 1 || bits > 16) {
            return Optional.empty();
        }
        // entries of 8 bits come packed, or in a word each
        boolean packed = bits <= 8 && bytes.length < 2 * count;
        int[] words = packed && !segmented ? unsigned(bytes) : words(bytes);
        Optional<int[]> entries = segmented ? Segments.expand(words, count) : Optional.of(words);
        return entries.filter(all -> all.length > 0)
                .map(all -> new LookupTable(first, all.length > count ? java.util.Arrays.copyOf(all, count) : all, bits));
    }

    private byte[] bytes(Dataset from, int tag) throws IOException {
        return switch (from.get(tag).orElse(null)) {
            case Element.Value value -> value.bytes();
            case Element.Bulk bulk when bulk.ref().length() <= MAX_BYTES -> values.fetch(bulk.ref());
            case null, default -> new byte[0];
        };
    }

    private static int[] unsigned(byte[] bytes) {
        int[] all = new int[bytes.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = bytes[i] & 0xFF;
        }
        return all;
    }

    private static int[] words(byte[] bytes) {
        int[] all = new int[bytes.length / 2];
        for (int i = 0; i < all.length; i++) {
            all[i] = bytes[2 * i] & 0xFF | (bytes[2 * i + 1] & 0xFF) << 8;
        }
        return all;
    }

    /** Segmented palettes (PS3.3 C.7.9.2): runs of entries, straight lines, and references to earlier segments. */
    private static final class Segments {

        private static final int DISCRETE = 0;
        private static final int LINEAR = 1;
        private static final int INDIRECT = 2;

        private final int[] words;
        private final int[] entries;
        private int filled;

        private Segments(int[] words, int count) {
            this.words = words;
            this.entries = new int[count];
        }

        static Optional<int[]> expand(int[] words, int count) {
            Segments all = new Segments(words, count);
            try {
                for (int at = 0; at < words.length && all.filled < count; ) {
                    at = all.segment(at, true);
                }
                return all.filled == count ? Optional.of(all.entries) : Optional.empty();
            } catch (ArrayIndexOutOfBoundsException e) {
                return Optional.empty();
            }
        }

        /** Takes the segment at this position and returns where the next one begins. */
        private int segment(int at, boolean mayRefer) {
            int length = words[at + 1];
            switch (words[at]) {
                case DISCRETE -> {
                    for (int i = 0; i < length; i++) {
                        entries[filled++] = words[at + 2 + i];
                    }
                    return at + 2 + length;
                }
                case LINEAR -> {
                    int start = filled == 0 ? 0 : entries[filled - 1];
                    for (int i = 1; i <= length; i++) {
                        entries[filled++] = start + Math.round((words[at + 2] - start) * (float) i / length);
                    }
                    return at + 3;
                }
                case INDIRECT -> {
                    if (!mayRefer) {
                        throw new ArrayIndexOutOfBoundsException();
                    }
                    int from = (words[at + 2] | words[at + 3] << 16) / 2;
                    for (int i = 0; i < length; i++) {
                        from = segment(from, false);
                    }
                    return at + 4;
                }
                default -> throw new ArrayIndexOutOfBoundsException();
            }
        }
    }
}
