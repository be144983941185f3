package org.cloudfilm.viewer.render;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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

    ReadTables(Values values) {
        this.values = values;
    }

    Optional<Palette> palette(Dataset from) throws IOException {
        Optional<LookupTable> red = colour(from, Tags.RedPaletteColorLookupTableDescriptor,
                Tags.RedPaletteColorLookupTableData, Tags.SegmentedRedPaletteColorLookupTableData);
        Optional<LookupTable> green = colour(from, Tags.GreenPaletteColorLookupTableDescriptor,
                Tags.GreenPaletteColorLookupTableData, Tags.SegmentedGreenPaletteColorLookupTableData);
        Optional<LookupTable> blue = colour(from, Tags.BluePaletteColorLookupTableDescriptor,
                Tags.BluePaletteColorLookupTableData, Tags.SegmentedBluePaletteColorLookupTableData);
        return red.isPresent() && green.isPresent() && blue.isPresent()
                ? Optional.of(narrow(new Palette(red.get(), green.get(), blue.get())))
                : Optional.empty();
    }

    /** Some senders say 16 bits of entries that have 8: then not one of them is greater. */
    private static Palette narrow(Palette palette) {
        boolean wide = palette.tables().anyMatch(table -> IntStream.of(table.entries()).anyMatch(entry -> entry > 0xFF));
        return wide ? palette : new Palette(eight(palette.red()), eight(palette.green()), eight(palette.blue()));
    }

    private static LookupTable eight(LookupTable table) {
        return new LookupTable(table.first(), table.entries(), Math.min(table.bits(), 8));
    }

    private Optional<LookupTable> colour(Dataset from, int descriptor, int data, int segmented) throws IOException {
        return from.contains(segmented) && !from.contains(data)
                ? read(from, descriptor, segmented, true)
                : read(from, descriptor, data, false);
    }

    /** The first value mapped is read as unsigned; those who know what is mapped know whether it is. */
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
        int first = shape.get(1) & 0xFFFF;
        int bits = shape.get(2) & 0xFFFF;
        if (bits < 1 || bits > 16) {
            return Optional.empty();
        }
        return (segmented ? SegmentedTable.expand(bytes, bits, count) : Optional.of(entries(bytes, bits, count)))
                .filter(all -> all.length > 0)
                .map(all -> new LookupTable(first, all.length > count ? Arrays.copyOf(all, count) : all, bits));
    }

    /** Entries of 8 bits come packed, or in a word each. */
    private static int[] entries(byte[] bytes, int bits, int count) {
        return bits <= 8 && bytes.length < 2 * count ? single(bytes) : words(bytes);
    }

    private byte[] bytes(Dataset from, int tag) throws IOException {
        return switch (from.get(tag).orElse(null)) {
            case Element.Value value -> value.bytes();
            case Element.Bulk bulk when bulk.ref().length() <= MAX_BYTES -> values.fetch(bulk.ref());
            case null, default -> new byte[0];
        };
    }

    /** A number for each byte. */
    static int[] single(byte[] bytes) {
        int[] all = new int[bytes.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = bytes[i] & 0xFF;
        }
        return all;
    }

    /** A number for each two bytes, the lower one first. */
    static int[] words(byte[] bytes) {
        int[] all = new int[bytes.length / 2];
        for (int i = 0; i < all.length; i++) {
            all[i] = bytes[2 * i] & 0xFF | (bytes[2 * i + 1] & 0xFF) << 8;
        }
        return all;
    }
}
