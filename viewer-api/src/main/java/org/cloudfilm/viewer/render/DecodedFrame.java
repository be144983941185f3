package org.cloudfilm.viewer.render;

/**
 * One frame as plain samples: little endian, colour by pixel, each sample in {@link PixelFormat#bytesPerSample()}
 * bytes, row by row without padding. What lies outside the stored bits is as the sender left it for native and RLE
 * frames, sign or zero extension otherwise.
 *
 * @param format of these bytes; its photometric interpretation says what the colours are now, since JPEG and JPEG 2000
 *               decoders undo their own colour transformation
 */
public record DecodedFrame(PixelFormat format, byte[] samples) {}
