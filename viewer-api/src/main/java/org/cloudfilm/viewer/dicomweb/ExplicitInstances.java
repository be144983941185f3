package org.cloudfilm.viewer.dicomweb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import org.cloudfilm.viewer.render.InflatedBytes;
import org.cloudfilm.viewer.render.MemoryBudget;
import org.cloudfilm.viewer.render.StoredFrames;
import org.cloudfilm.viewer.render.SwappedBytes;

/**
 * Instances rewritten as Explicit VR Little Endian for clients that take nothing else. Pixel data goes by frame by
 * frame; all other values are held in memory. Attributes behind the pixel data (padding, signatures) fall away.
 */
final class ExplicitInstances {

    /** Bytes of values other than pixel data. */
    private static final long MOST = 16 << 20;

    /** How often a value within sequences is in memory while they are written. */
    private static final int COPIES = 5;

    /** First frames up to this are kept until they are sent; larger ones are decoded again. */
    private static final int SMALL = 1 << 20;

    private static final long LONGEST_VALUE = 0xFFFFFFFEL;

    private final FilmReader reader;
    private final StoredFrames frames;
    private final MemoryBudget memory;

    ExplicitInstances(FilmReader reader, StoredFrames frames, MemoryBudget memory) {
        this.reader = reader;
        this.frames = frames;
        this.memory = memory;
    }

    /**
     * Reads what must be known before the first byte is sent.
     *
     * @return the file, of unknown length
     * @throws FrameDecodingException when its first frame cannot be decoded
     */
    Part prepare(StudyPermit permit, StoredInstance instance) throws IOException, Rejection {
        byte[] meta = meta(permit, instance);
        if (instance.transferSyntax().deflated()) {
            return new Part(Part.UNKNOWN, out -> {
                out.write(meta);
                try (InputStream dataset = InflatedBytes.whole(entry(permit, instance))) {
                    dataset.transferTo(out);
                }
            });
        }
        Dataset header = reader.header(permit, instance);
        if (size(header) > MOST) {
            throw cannot("values besides the pixel data are too large");
        }
        return instance.transferSyntax().encapsulated() && instance.frames().count() > 0
                ? decoded(permit, instance, meta, header)
                : uncompressed(permit, instance, meta, header);
    }

    private static Rejection cannot(String why) {
        return Rejection.notAcceptable(
                "cannot be converted here (" + why + "), only sent as stored: transfer-syntax=*");
    }

    private byte[] meta(StudyPermit permit, StoredInstance instance) throws IOException {
        try (InputStream in = new BufferedInputStream(entry(permit, instance).open())) {
            return Part10.withSyntax(Part10.parse(in), TransferSyntax.EXPLICIT_VR_LE);
        }
    }

    private ByteSource entry(StudyPermit permit, StoredInstance instance) throws IOException {
        return reader.part10(permit, instance, 0, instance.length());
    }

    private Part decoded(StudyPermit permit, StoredInstance instance, byte[] meta, Dataset header)
            throws IOException, Rejection {
        int count = instance.frames().count();
        DatasetBuilder described = header.toBuilder();
        described.remove(Tags.ExtendedOffsetTable).remove(Tags.ExtendedOffsetTableLengths).remove(Tags.PixelData);
        int length;
        Vr vr;
        byte[] kept;
        try (StoredFrames.Held first = frames.decoded(permit, instance, 1)) {
            describe(first.frame(), described);
            length = first.samples().length;
            vr = first.frame().format().bitsAllocated() > 8 ? Vr.OW : Vr.OB;
            kept = length <= SMALL ? first.samples() : null;
        }
        long all = (long) length * count;
        if (all > LONGEST_VALUE) {
            throw cannot("more than 4 GiB of pixel data");
        }
        return new Part(Part.UNKNOWN, out -> {
            out.write(meta);
            attributes(permit, instance, described.build(), out);
            out.write(pixelHeader(Tags.PixelData, vr, all));
            for (int number = 1; number <= count; number++) {
                if (number == 1 && kept != null) {
                    out.write(kept);
                } else {
                    frames.write(permit, instance, number, length, out);
                }
            }
            if (all % 2 != 0) {
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

    private Part uncompressed(StudyPermit permit, StoredInstance instance, byte[] meta, Dataset header) {
        DatasetBuilder before = header.toBuilder();
        List<Element.Bulk> pixels = new ArrayList<>(1);
        for (Element element : header.elements()) {
            if (element instanceof Element.Bulk bulk && pixels(bulk.tag())) {
                pixels.add(bulk);
                before.remove(bulk.tag());
            }
        }
        return new Part(Part.UNKNOWN, out -> {
            out.write(meta);
            attributes(permit, instance, before.build(), out);
            for (Element.Bulk bulk : pixels) {
                out.write(pixelHeader(bulk.tag(), bulk.vr(), bulk.ref().length()));
                Reply.part(value(permit, instance, header, bulk)).bytes().writeTo(out);
            }
        });
    }

    private void attributes(StudyPermit permit, StoredInstance instance, Dataset dataset, OutputStream out)
            throws IOException {
        try (MemoryBudget.Share share = memory.take(COPIES * size(dataset))) {
            DicomWriter.write(held(permit, instance, dataset), TransferSyntax.EXPLICIT_VR_LE, out);
        }
    }

    /** With all large values in memory, and without the lengths of groups, which are others now. */
    private Dataset held(StudyPermit permit, StoredInstance instance, Dataset dataset) throws IOException {
        DatasetBuilder held = dataset.toBuilder();
        for (Element element : dataset.elements()) {
            if ((element.tag() & 0xFFFF) == 0) {
                held.remove(element.tag());
                continue;
            }
            switch (element) {
                case Element.Bulk bulk -> held.put(roomy(bulk, bytes(value(permit, instance, dataset, bulk))));
                case Element.Value value -> held.put(roomy(value, value.bytes()));
                case Element.Items items -> {
                    List<Dataset> all = new ArrayList<>(items.items().size());
                    for (Dataset item : items.items()) {
                        all.add(held(permit, instance, item));
                    }
                    held.put(new Element.Items(items.tag(), items.vr(), all));
                }
            }
        }
        return held.build();
    }

    private ByteSource value(StudyPermit permit, StoredInstance instance, Dataset around, Element.Bulk bulk)
            throws IOException {
        ByteSource stored =
                reader.part10(permit, instance, bulk.ref().offset(), bulk.ref().length());
        return instance.transferSyntax().bigEndian()
                ? SwappedBytes.of(stored, SwappedBytes.width(around, bulk))
                : stored;
    }

    private static byte[] bytes(ByteSource source) throws IOException {
        try (InputStream in = source.open()) {
            return in.readAllBytes();
        }
    }

    /** Values that implicit VR may hold and their own explicit VR may not are written as UN (PS3.5 section 6.2.2). */
    private static Element.Value roomy(Element element, byte[] bytes) {
        boolean tooLong = bytes.length > 0xFFFF && !element.vr().longLength();
        return new Element.Value(element.tag(), tooLong ? Vr.UN : element.vr(), bytes);
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
