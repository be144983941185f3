package org.cloudfilm.viewer.render;

/**
 * Turns a stored frame of any supported transfer syntax into plain samples. Safe for the process and for many threads,
 * whatever the bytes say: compressed frames are decoded in another process, within a time limit.
 */
public interface FrameDecoder {

    /**
     * @param format what the data set says of its frames
     * @param frame  the bytes of one frame, fragments joined, little endian; may carry a padding byte
     * @throws FrameDecodingException when there is no picture in these bytes, or none can be had now
     */
    DecodedFrame decode(PixelFormat format, byte[] frame) throws FrameDecodingException;

    /** Whether frames of this format can be decoded here at all. */
    boolean supports(PixelFormat format);
}
