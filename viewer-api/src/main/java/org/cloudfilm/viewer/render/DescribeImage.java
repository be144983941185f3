package org.cloudfilm.viewer.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.viewer.render.FrameDecodingException.Kind;

/** Reads {@link ImageDescription} from a header. */
final class DescribeImage {

    private final Dataset header;
    private final PixelFormat format;
    private final Optional<LookupTable> modality;
    private final Optional<LookupTable> voi;
    private final Optional<Palette> palette;

    private DescribeImage(Dataset header, PixelFormat format, ReadTables tables) throws IOException {
        this.header = header;
        this.format = format;
        this.modality = tables.table(header.item(Tags.ModalityLUTSequence), Tags.LUTDescriptor, Tags.LUTData)
                .map(table -> format.signed() ? table.signed() : table);
        this.voi = tables.table(header.item(Tags.VOILUTSequence), Tags.LUTDescriptor, Tags.LUTData);
        this.palette = format.photometric() == Photometric.PALETTE_COLOR
                ? tables.palette(header).map(colours -> format.signed() ? colours.signed() : colours)
                : Optional.empty();
    }

    static ImageDescription of(Dataset header, TransferSyntax syntax, ReadTables.Values values) throws IOException {
        PixelFormat format = format(header, syntax);
        return new ImageDescription(
                format, new DescribeImage(header, format, new ReadTables(values)).presentations());
    }

    /** @throws FrameDecodingException when this is no image, or one of no possible shape */
    static PixelFormat format(Dataset header, TransferSyntax syntax) throws FrameDecodingException {
        int samples = header.integer(Tags.SamplesPerPixel, 1);
        boolean floats = header.contains(Tags.FloatPixelData);
        boolean doubles = header.contains(Tags.DoubleFloatPixelData);
        int allocated = floats ? 32 : doubles ? 64 : header.integer(Tags.BitsAllocated, 0);
        int stored = floats || doubles ? allocated : header.integer(Tags.BitsStored, allocated);
        try {
            return new PixelFormat(
                    syntax,
                    header.integer(Tags.Rows, 0),
                    header.integer(Tags.Columns, 0),
                    samples,
                    allocated,
                    stored,
                    floats || doubles ? stored - 1 : header.integer(Tags.HighBit, stored - 1),
                    header.integer(Tags.PixelRepresentation, 0) == 1,
                    Photometric.of(header.string(Tags.PhotometricInterpretation, ""), samples),
                    header.integer(Tags.PlanarConfiguration, 0) == 1,
                    floats || doubles);
        } catch (IllegalArgumentException e) {
            throw new FrameDecodingException(Kind.UNSUPPORTED, "image of " + e.getMessage());
        }
    }

    private List<Presentation> presentations() {
        Dataset shared = header.item(Tags.SharedFunctionalGroupsSequence);
        List<Dataset> perFrame = header.items(Tags.PerFrameFunctionalGroupsSequence);
        if (perFrame.stream().noneMatch(DescribeImage::tellsOfValues)) {
            return List.of(presentation(shared, shared));
        }
        List<Presentation> all = new ArrayList<>(perFrame.size());
        for (Dataset frame : perFrame) {
            all.add(presentation(frame, shared));
        }
        return all;
    }

    private static boolean tellsOfValues(Dataset groups) {
        return groups.contains(Tags.FrameVOILUTSequence) || groups.contains(Tags.PixelValueTransformationSequence);
    }

    /** The frame's own groups before the shared ones before the image itself (PS3.3 C.7.6.16). */
    private Presentation presentation(Dataset frame, Dataset shared) {
        Dataset transformation = holder(Tags.PixelValueTransformationSequence, frame, shared);
        double slope = number(transformation, Tags.RescaleSlope, 1);
        double intercept = number(transformation, Tags.RescaleIntercept, 0);
        return new Presentation(
                slope,
                intercept,
                modality,
                window(holder(Tags.FrameVOILUTSequence, frame, shared)),
                voi.map(table -> negative(slope, intercept) ? table.signed() : table),
                palette,
                padding());
    }

    /** Whether any value comes out of the modality's transformation negative; out of a table none does (PS3.3 C.11.1.1). */
    private boolean negative(double slope, double intercept) {
        double lowest = format.signed() ? -Math.scalb(1.0, format.bitsStored() - 1) : 0;
        double highest = lowest + Math.scalb(1.0, format.bitsStored()) - 1;
        return modality.isEmpty() && Math.min(lowest * slope, highest * slope) + intercept < 0;
    }

    private Dataset holder(int sequence, Dataset frame, Dataset shared) {
        if (!frame.items(sequence).isEmpty()) {
            return frame.item(sequence);
        }
        return shared.items(sequence).isEmpty() ? header : shared.item(sequence);
    }

    private static double number(Dataset from, int tag, double otherwise) {
        double value = from.decimal(tag).map(Number::doubleValue).orElse(otherwise);
        return Double.isFinite(value) && (value != 0 || tag != Tags.RescaleSlope) ? value : otherwise;
    }

    private static Optional<Window> window(Dataset from) {
        try {
            Optional<Double> center = from.decimal(Tags.WindowCenter).map(Number::doubleValue);
            Optional<Double> width = from.decimal(Tags.WindowWidth).map(Number::doubleValue);
            if (center.isEmpty() || width.isEmpty()) {
                return Optional.empty();
            }
            Window.Function function = Window.Function.of(from.string(Tags.VOILUTFunction, "LINEAR"));
            return Optional.of(new Window(center.get(), width.get(), function));
        } catch (IllegalArgumentException e) {
            // widths of 0 are sent; the image is shown all the same
            return Optional.empty();
        }
    }

    private OptionalInt padding() {
        OptionalInt padding = header.integer(Tags.PixelPaddingValue);
        if (padding.isEmpty() || format.bitsAllocated() != 16) {
            return padding;
        }
        // US or SS, and senders choose the wrong one
        return OptionalInt.of(format.signed() ? (short) padding.getAsInt() : padding.getAsInt() & 0xFFFF);
    }
}
