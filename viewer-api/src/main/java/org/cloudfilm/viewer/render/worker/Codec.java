package org.cloudfilm.viewer.render.worker;

import java.nio.ByteBuffer;
import org.cloudfilm.viewer.render.FrameDecodingException;
import org.cloudfilm.viewer.render.PixelFormat;

/** Decodes compressed frames in this process. Lives in workers only: it may crash, hang or eat memory. */
interface Codec {

    /**
     * @param format of the samples wanted, see {@link org.cloudfilm.viewer.render.CompressedFrame#decoded}
     * @param frame  a checked codestream, in direct memory
     * @return the samples, {@code format.decodedLength()} bytes in little-endian order
     */
    ByteBuffer decode(PixelFormat format, ByteBuffer frame) throws FrameDecodingException;

    static Codec best() {
        return OpenCvLibrary.load() ? new OpenCvCodec() : new ImageIoCodec();
    }
}
