package org.cloudfilm.viewer.dicomweb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.film.ByteSource;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.DicomWriter;
import org.cloudfilm.storage.film.dicom.Element;
import org.cloudfilm.storage.film.dicom.Part10;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.film.dicom.Vr;
import org.cloudfilm.viewer.render.DecodedFrame;
import org.cloudfilm.viewer.render.FrameDecodingException;
import org.cloudfilm.viewer.render.StoredFrames;

/**
 * Instances rewritten as Explicit VR Little Endian for clients that take nothing else. Pixel data goes by frame by
 * frame; all other values are held in memory. Attributes behind the pixel data (padding, signatures) fall away.
 */
final class ExplicitInstances {

    /** Bytes of large values other than pixel data. */
    private static final long MOST = 64 << 20;

    private static final long LONGEST_VALUE = 0xFFFFFFFEL;

    private final FilmReader reader;
    private final StoredFrames frames;
    private final WholeInstances whole;

    ExplicitInstances(FilmReader reader, StoredFrames frames, WholeInstances whole) {
        this.reader = reader;
        this.frames = frames;
        this.whole = whole;
    }

    /**
     * Reads what must be known before the first byte is sent.
     *
     * @return the file, of unknown length
     */
    Part prepare(StudyPermit permit, StoredInstance instance) throws IOException, Rejection {
        try {
            byte[] meta = meta(permit, instance);
            if (instance.transferSyntax().deflated()) {
                return new Part(Part.UNKNOWN, out -> {
                    out.write(meta);
                    whole.inflate(permit, instance, out);
                });
            }
            return instance.transferSyntax().encapsulated() && instance.frames().count() > 0
                    ? decoded(permit, instance, meta)
                    : uncompressed(permit, instance, meta);
        } catch (FrameDecodingException e) {
            throw cannot(e.getMessage());
        } catch (IllegalArgumentException e) {
            throw cannot("a value is too long for its VR");
        }
    }

    private static Rejection cannot(String why) {
        return Rejection.notAcceptable(
                "cannot be converted here (" + why + "), only sent as stored: transfer-syntax=*");
    }

    private byte[] meta(StudyPermit permit, StoredInstance instance) throws IOException {
        try (InputStream in = new BufferedInputStream(
                reader.part10(permit, instance, 0, instance.length()).open())) {
            return Part10.withSyntax(Part10.parse(in), TransferSyntax.EXPLICIT_VR_LE);
        }
    }

    private Part decoded(StudyPermit permit, StoredInstance instance, byte[] meta) throws IOException, Rejection {
        DecodedFrame first = frames.decoded(permit, instance, 1);
        int count = instance.frames().count();
        long length = (long) first.samples().length * count;
        if (length > LONGEST_VALUE) {
            throw cannot("more than 4 GiB of pixel data");
        }
        DatasetBuilder header = held(permit, instance).toBuilder();
        header.remove(Tags.ExtendedOffsetTable).remove(Tags.ExtendedOffsetTableLengths).remove(Tags.PixelData);
        describe(first, header);
        byte[] attributes = DicomWriter.bytes(header.build(), TransferSyntax.EXPLICIT_VR_LE);
        return new Part(Part.UNKNOWN, out -> {
            out.write(meta);
            out.write(attributes);
            out.write(pixelHeader(Tags.PixelData, first.format().bitsAllocated() > 8 ? Vr.OW : Vr.OB, length));
            out.write(first.samples());
            for (int number = 2; number <= count; number++) {
                byte[] next = frames.decoded(permit, instance, number).samples();
                if (next.length != first.samples().length) {
                    throw new IOException("frames of different sizes");
                }
                out.write(next);
            }
            if (length % 2 != 0) {
                out.write(0);
            }
        });
    }

    private static void describe(DecodedFrame frame, DatasetBuilder header) {
        header.put(Tags.PhotometricInterpretation, frame.format().photometric().value())
                .put(Tags.SamplesPerPixel, frame.format().samples())
                .put(Tags.BitsAllocated, frame.format().bitsAllocated())
                .put(Tags.BitsStored, frame.format().bitsStored())
                .put(Tags.HighBit, frame.format().highBit());
        if (frame.format().samples() > 1) {
            header.put(Tags.PlanarConfiguration, 0);
        }
    }

    private Part uncompressed(StudyPermit permit, StoredInstance instance, byte[] meta) throws IOException, Rejection {
        Dataset header = held(permit, instance);
        DatasetBuilder before = header.toBuilder();
        List<Element.Bulk> pixels = new ArrayList<>(1);
        for (Element element : header.elements()) {
            if (element instanceof Element.Bulk bulk) {
                pixels.add(bulk);
                before.remove(bulk.tag());
            }
        }
        byte[] attributes = DicomWriter.bytes(before.build(), TransferSyntax.EXPLICIT_VR_LE);
        return new Part(Part.UNKNOWN, out -> {
            out.write(meta);
            out.write(attributes);
            for (Element.Bulk bulk : pixels) {
                out.write(pixelHeader(bulk.tag(), bulk.vr(), bulk.ref().length()));
                Reply.part(value(permit, instance, header, bulk)).bytes().writeTo(out);
            }
        });
    }

    /** The header with all large values in memory but pixel data. */
    private Dataset held(StudyPermit permit, StoredInstance instance) throws IOException, Rejection {
        Dataset header = reader.header(permit, instance);
        if (size(header) > MOST) {
            throw cannot("values besides the pixel data are too large");
        }
        return held(permit, instance, header, true);
    }

    private Dataset held(StudyPermit permit, StoredInstance instance, Dataset dataset, boolean top)
            throws IOException {
        DatasetBuilder held = dataset.toBuilder();
        for (Element element : dataset.elements()) {
            if ((element.tag() & 0xFFFF) == 0) {
                // a group's length is another now
                held.remove(element.tag());
            } else if (element instanceof Element.Bulk bulk && !(top && pixels(bulk.tag()))) {
                held.put(new Element.Value(bulk.tag(), roomy(bulk), bytes(value(permit, instance, dataset, bulk))));
            } else if (element instanceof Element.Items items) {
                List<Dataset> all = new ArrayList<>(items.items().size());
                for (Dataset item : items.items()) {
                    all.add(held(permit, instance, item, false));
                }
                held.put(new Element.Items(items.tag(), items.vr(), all));
            }
        }
        return held.build();
    }

    private ByteSource value(StudyPermit permit, StoredInstance instance, Dataset around, Element.Bulk bulk)
            throws IOException {
        ByteSource stored =
                reader.part10(permit, instance, bulk.ref().offset(), bulk.ref().length());
        int width = !instance.transferSyntax().bigEndian()
                ? 1
                : pixels(bulk.tag())
                        ? Math.max(bulk.vr().wordSize(), around.integer(Tags.BitsAllocated, 8) / 8)
                        : bulk.vr().wordSize();
        return width > 1 && stored.length() % width == 0 ? new SwappedBytes(stored, width) : stored;
    }

    private static byte[] bytes(ByteSource source) throws IOException {
        try (InputStream in = source.open()) {
            return in.readAllBytes();
        }
    }

    /** Values that implicit VR may hold and their own explicit VR may not are written as UN (PS3.5 section 6.2.2). */
    private static Vr roomy(Element.Bulk bulk) {
        return bulk.ref().length() > 0xFFFF && !bulk.vr().longLength() ? Vr.UN : bulk.vr();
    }

    private static long size(Dataset dataset) {
        return dataset.elements().stream()
                .mapToLong(element -> switch (element) {
                    case Element.Bulk bulk -> pixels(bulk.tag()) ? 0 : bulk.ref().length();
                    case Element.Items items -> items.items().stream()
                            .mapToLong(ExplicitInstances::size)
                            .sum();
                    case Element.Value value -> value.bytes().length;
                })
                .sum();
    }

    private static boolean pixels(int tag) {
        return tag == Tags.PixelData || tag == Tags.FloatPixelData || tag == Tags.DoubleFloatPixelData;
    }

    private static byte[] pixelHeader(int tag, Vr vr, long length) {
        long even = length + length % 2;
        return new byte[] {
            (byte) (tag >>> 16), (byte) (tag >>> 24), (byte) tag, (byte) (tag >>> 8),
            (byte) vr.name().charAt(0), (byte) vr.name().charAt(1), 0, 0,
            (byte) even, (byte) (even >>> 8), (byte) (even >>> 16), (byte) (even >>> 24)
        };
    }
}
