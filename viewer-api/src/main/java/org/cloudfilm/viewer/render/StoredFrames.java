package org.cloudfilm.viewer.render;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.film.ByteSource;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.storage.film.dicom.BulkRef;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.FrameBits;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.viewer.render.FrameDecodingException.Kind;

/** Single frames of stored instances, as stored or decoded, with what is to be known to look at them. Thread safe. */
public final class StoredFrames {

    /** What is deflated is inflated from its beginning for each frame, so far at most. */
    private static final long MAX_INFLATED = 256L << 20;

    private static final long DESCRIPTIONS_BYTES = 6 << 20;

    private final FilmReader reader;
    private final FrameDecoder decoder;
    private final MemoryBudget memory;
    private final Cache<String, ImageDescription> descriptions;

    StoredFrames(FilmReader reader, FrameDecoder decoder, MemoryBudget memory) {
        this.reader = reader;
        this.decoder = decoder;
        this.memory = memory;
        this.descriptions = Caffeine.newBuilder()
                .maximumWeight(DESCRIPTIONS_BYTES)
                .weigher((String content, ImageDescription one) -> one.weight())
                .build();
    }

    /** A decoded frame, with the memory it takes until it is closed. */
    public static final class Held implements AutoCloseable {

        private final MemoryBudget.Share share;
        private DecodedFrame frame;

        private Held(DecodedFrame frame, MemoryBudget.Share share) {
            this.frame = frame;
            this.share = share;
        }

        public DecodedFrame frame() {
            return frame;
        }

        public byte[] samples() {
            return frame.samples();
        }

        @Override
        public void close() {
            frame = null;
            share.close();
        }
    }

    /**
     * One frame as plain samples.
     *
     * @param frame counts from 1
     * @throws FrameDecodingException    when the frame cannot be decoded
     * @throws IndexOutOfBoundsException when there is no such frame
     */
    public Held decoded(StudyPermit permit, StoredInstance instance, int frame) throws IOException {
        PixelFormat format = describe(permit, instance).format();
        MemoryBudget.Share share = memory.take(format.decodingMemory());
        try {
            return new Held(decoder.decode(format, bytes(permit, instance, frame)), share);
        } catch (IOException | RuntimeException e) {
            share.close();
            throw e;
        }
    }

    /**
     * Decodes a frame and writes it.
     *
     * @param length what it must be, as was promised for it
     */
    public void write(StudyPermit permit, StoredInstance instance, int frame, int length, OutputStream out)
            throws IOException {
        try (Held decoded = decoded(permit, instance, frame)) {
            if (decoded.samples().length != length) {
                throw new IOException("frames of different sizes");
            }
            out.write(decoded.samples());
        }
    }

    /**
     * The bytes of frames as they are stored, each on its own: fragments joined, inflated, little endian, single bits
     * moved to a byte boundary. Nothing is read before it is opened.
     *
     * @param frames count from 1
     * @throws FrameDecodingException    when nothing says where a frame lies, or too much is deflated in front of it
     * @throws IndexOutOfBoundsException when there is no such frame
     */
    public List<ByteSource> stored(StudyPermit permit, StoredInstance instance, List<Integer> frames)
            throws IOException {
        boolean ranges = instance.frames().addressable();
        boolean bigEndian = instance.transferSyntax().bigEndian();
        Dataset header = ranges && !bigEndian ? null : reader.header(permit, instance);
        List<ByteSource> stored = new ArrayList<>(frames.size());
        for (int frame : frames) {
            ByteSource one = ranges ? joined(permit, instance, frame) : cut(permit, instance, header, frame);
            stored.add(bigEndian ? SwappedBytes.of(one, sampleWidth(header)) : one);
        }
        return stored;
    }

    private static int sampleWidth(Dataset header) {
        return IntStream.of(Tags.PixelData, Tags.FloatPixelData, Tags.DoubleFloatPixelData)
                .mapToObj(header::get)
                .flatMap(Optional::stream)
                .mapToInt(pixels -> SwappedBytes.width(header, pixels))
                .findFirst()
                .orElse(1);
    }

    private ByteSource joined(StudyPermit permit, StoredInstance instance, int frame) throws IOException {
        long[] ranges = instance.frames().ranges(frame);
        List<ByteSource> pieces = new ArrayList<>(ranges.length / 2);
        for (int i = 0; i < ranges.length; i += 2) {
            pieces.add(reader.part10(permit, instance, ranges[i], ranges[i + 1] - ranges[i]));
        }
        return pieces.size() == 1 ? pieces.getFirst() : new JoinedFragments(pieces);
    }

    private ByteSource cut(StudyPermit permit, StoredInstance instance, Dataset header, int frame) throws IOException {
        Objects.checkIndex(frame - 1, instance.frames().count());
        FrameBits bits = FrameBits.of(header, frame)
                .orElseThrow(() -> new FrameDecodingException(
                        Kind.UNSUPPORTED, "the stored fragments do not tell which frame they belong to"));
        if (instance.transferSyntax().deflated() && bits.offset() + bits.span() > MAX_INFLATED) {
            throw new FrameDecodingException(Kind.TOO_LARGE, "too much is deflated in front of the frame");
        }
        ByteSource around = value(permit, instance, bits.offset(), bits.span());
        return bits.shift() == 0 && bits.count() % 8 == 0 ? around : new AlignedBits(around, bits);
    }

    /** A range of the data set, which lies inflated where the header counts. */
    private ByteSource value(StudyPermit permit, StoredInstance instance, long offset, long length)
            throws IOException {
        return instance.transferSyntax().deflated()
                ? new InflatedBytes(reader.part10(permit, instance, 0, instance.length()), offset, length)
                : reader.part10(permit, instance, offset, length);
    }

    ImageDescription describe(StudyPermit permit, StoredInstance instance) throws IOException {
        ImageDescription known = descriptions.getIfPresent(instance.contentKey());
        if (known == null) {
            known = DescribeImage.of(
                    reader.header(permit, instance), instance.transferSyntax(), ref -> words(permit, instance, ref));
            descriptions.put(instance.contentKey(), known);
        }
        return known;
    }

    byte[] bytes(StudyPermit permit, StoredInstance instance, int frame) throws IOException {
        ByteSource stored = stored(permit, instance, List.of(frame)).getFirst();
        if (stored.length() > PixelFormat.MAX_FRAME_BYTES) {
            throw new FrameDecodingException(Kind.TOO_LARGE, "frame is larger than what is decoded");
        }
        byte[] bytes = new byte[(int) stored.length()];
        try (InputStream in = stored.open()) {
            if (in.readNBytes(bytes, 0, bytes.length) != bytes.length) {
                throw new IOException("stored frame ends early");
            }
        }
        return bytes;
    }

    private byte[] words(StudyPermit permit, StoredInstance instance, BulkRef ref) throws IOException {
        ByteSource stored = value(permit, instance, ref.offset(), ref.length());
        ByteSource words = instance.transferSyntax().bigEndian() ? SwappedBytes.of(stored, 2) : stored;
        try (InputStream in = words.open()) {
            return in.readNBytes((int) ref.length());
        }
    }
}
