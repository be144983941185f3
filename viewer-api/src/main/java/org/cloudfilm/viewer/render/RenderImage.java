package org.cloudfilm.viewer.render;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.util.Optional;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.viewer.render.FrameDecodingException.Kind;

/** From a stored frame to an encoded picture. Keeps the last pictures: the same ones are asked for again. */
final class RenderImage {

    private final StoredFrames frames;
    private final FrameDecoder decoder;
    private final MemoryBudget memory;
    private final Painters painters;
    private final Cache<String, byte[]> kept;

    /** @param keepBytes of encoded pictures kept in memory */
    RenderImage(StoredFrames frames, FrameDecoder decoder, MemoryBudget memory, Painters painters, long keepBytes) {
        this.frames = frames;
        this.decoder = decoder;
        this.memory = memory;
        this.painters = painters;
        this.kept = Caffeine.newBuilder()
                .maximumWeight(keepBytes)
                .weigher((String key, byte[] picture) -> picture.length + 200)
                .build();
    }

    /**
     * @param frame counts from 1
     * @throws FrameDecodingException   when there is no picture in the frame
     * @throws IllegalArgumentException when the viewport lies outside the image
     */
    byte[] encoded(StudyPermit permit, StoredInstance instance, int frame, Rendering how) throws IOException {
        permit.require(instance.study());
        String key = instance.contentKey() + '/' + frame + '/' + how.key();
        byte[] known = kept.getIfPresent(key);
        if (known == null) {
            known = render(permit, instance, frame, how);
            kept.put(key, known);
        }
        return known;
    }

    private byte[] render(StudyPermit permit, StoredInstance instance, int frame, Rendering how) throws IOException {
        ImageDescription image = describe(permit, instance);
        try (MemoryBudget.Share share = memory.take(cost(image.format(), how))) {
            return painted(permit, instance, frame, image, how);
        }
    }

    private byte[] painted(
            StudyPermit permit, StoredInstance instance, int frame, ImageDescription image, Rendering how)
            throws IOException {
        DecodedFrame decoded = decoded(permit, instance, frame, image);
        return painters.paint(() ->
                encoded(RenderFrame.render(decoded, image.presentation(frame), how.window()), how));
    }

    private DecodedFrame decoded(StudyPermit permit, StoredInstance instance, int frame, ImageDescription image)
            throws IOException {
        return decoder.decode(image.format(), frames.bytes(permit, instance, frame));
    }

    private static byte[] encoded(Picture picture, Rendering how) {
        Optional<Viewport> viewport = how.viewport();
        boolean fit = viewport.isPresent() && (how.mayGrow() || larger(picture, viewport.get()));
        return PictureEncoder.encode(
                fit ? Scale.fit(picture, viewport.get()) : picture, how.type(), how.quality());
    }

    /** Both default pictures of a frame. */
    record Pair(byte[] full, byte[] thumbnail) {}

    Pair defaults(StudyPermit permit, StoredInstance instance, int frame) throws IOException {
        ImageDescription image = describe(permit, instance);
        Rendering full = Rendering.full(ImageType.JPEG);
        try (MemoryBudget.Share share = memory.take(cost(image.format(), full))) {
            DecodedFrame decoded = decoded(permit, instance, frame, image);
            return painters.paint(() -> {
                Picture picture = RenderFrame.render(decoded, image.presentation(frame), Optional.empty());
                return new Pair(encoded(picture, full), encoded(picture, Rendering.thumbnail(ImageType.JPEG)));
            });
        }
    }

    private ImageDescription describe(StudyPermit permit, StoredInstance instance) throws IOException {
        ImageDescription image = frames.describe(permit, instance);
        if (image.format().decodedLength() > PixelFormat.MAX_FRAME_BYTES) {
            throw new FrameDecodingException(Kind.TOO_LARGE, "frame is larger than what is decoded");
        }
        return image;
    }

    /** Bytes in memory at the worst moment: the samples, the picture, the picture resized or on its way out. */
    private static long cost(PixelFormat format, Rendering how) {
        int channels = format.samples() >= 3 || format.photometric() == Photometric.PALETTE_COLOR ? 3 : 1;
        long picture = (long) format.pixels() * channels;
        long resized = how.viewport().isEmpty() || !how.mayGrow()
                ? 0
                : (long) how.viewport().get().width() * how.viewport().get().height() * channels;
        return format.decodingMemory() + picture + Math.max(resized, channels == 3 ? picture : picture / 4);
    }

    private static boolean larger(Picture picture, Viewport viewport) {
        return picture.width() > viewport.width() || picture.height() > viewport.height();
    }
}
