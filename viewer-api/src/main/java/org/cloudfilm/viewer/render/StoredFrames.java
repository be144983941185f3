package org.cloudfilm.viewer.render;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.storage.film.dicom.BulkRef;
import org.cloudfilm.storage.film.dicom.DicomReader;
import org.cloudfilm.storage.film.dicom.Part10;
import org.cloudfilm.viewer.render.FrameDecodingException.Kind;

/** Single frames of stored instances, as stored or decoded, with what is to be known to look at them. Thread safe. */
public final class StoredFrames {

    /** Instances whose frames cannot be read as ranges are read whole, up to this. */
    private static final int MAX_WHOLE = 256 << 20;

    private final FilmReader reader;
    private final FrameDecoder decoder;
    private final Cache<String, ImageDescription> descriptions;

    public StoredFrames(FilmReader reader, FrameDecoder decoder) {
        this.reader = reader;
        this.decoder = decoder;
        this.descriptions = Caffeine.newBuilder()
                .maximumWeight(20_000)
                .weigher((String digest, ImageDescription one) -> one.presentations().size())
                .build();
    }

    /**
     * One frame as plain samples.
     *
     * @param frame counts from 1
     * @throws FrameDecodingException    when the frame cannot be decoded
     * @throws IndexOutOfBoundsException when there is no such frame
     */
    public DecodedFrame decoded(StudyPermit permit, StoredInstance instance, int frame) throws IOException {
        return decoder.decode(describe(permit, instance).format(), bytes(permit, instance, frame));
    }

    ImageDescription describe(StudyPermit permit, StoredInstance instance) throws IOException {
        ImageDescription known = descriptions.getIfPresent(instance.digest());
        if (known == null) {
            known = DescribeImage.of(
                    reader.header(permit, instance), instance.transferSyntax(), ref -> words(permit, instance, ref));
            descriptions.put(instance.digest(), known);
        }
        return known;
    }

    /** The bytes of a frame as stored, fragments joined. */
    byte[] bytes(StudyPermit permit, StoredInstance instance, int frame) throws IOException {
        if (!instance.frames().addressable()) {
            return whole(permit, instance).frame(frame);
        }
        long[] ranges = instance.frames().ranges(frame);
        long length = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            length += ranges[i + 1] - ranges[i];
        }
        if (length > PixelFormat.MAX_FRAME_BYTES) {
            throw new FrameDecodingException(Kind.TOO_LARGE, "frame is larger than what is decoded");
        }
        byte[] bytes = new byte[(int) length];
        int at = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            int part = (int) (ranges[i + 1] - ranges[i]);
            try (InputStream in =
                    reader.part10(permit, instance, ranges[i], part).open()) {
                if (in.readNBytes(bytes, at, part) != part) {
                    throw new IOException("stored frame ends early");
                }
            }
            at += part;
        }
        return bytes;
    }

    private byte[] words(StudyPermit permit, StoredInstance instance, BulkRef ref) throws IOException {
        if (instance.transferSyntax().deflated()) {
            // positions count in the inflated data set there; a table that large is left out
            return new byte[0];
        }
        byte[] bytes;
        try (InputStream in =
                reader.part10(permit, instance, ref.offset(), ref.length()).open()) {
            bytes = in.readNBytes((int) ref.length());
        }
        if (instance.transferSyntax().bigEndian()) {
            for (int i = 0; i + 1 < bytes.length; i += 2) {
                byte high = bytes[i];
                bytes[i] = bytes[i + 1];
                bytes[i + 1] = high;
            }
        }
        return bytes;
    }

    private DicomReader whole(StudyPermit permit, StoredInstance instance) throws IOException {
        if (instance.length() > MAX_WHOLE) {
            throw new FrameDecodingException(Kind.TOO_LARGE, "instance is too large to be read whole");
        }
        try (InputStream in = new BufferedInputStream(
                reader.part10(permit, instance, 0, instance.length()).open(), 1 << 16)) {
            Part10.parse(in);
            return DicomReader.read(in, instance.transferSyntax(), MAX_WHOLE);
        }
    }
}
