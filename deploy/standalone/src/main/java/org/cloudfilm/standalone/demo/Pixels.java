package org.cloudfilm.standalone.demo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.Vr;

/** Grey pixels of 12 bits in words of 16, as the Image Pixel module (PS3.3 section C.7.6.3) describes them. */
final class Pixels {

    static final int MOST = 4095;

    private Pixels() {}

    static void put(DatasetBuilder dataset, short[] pixels, int rows, int columns) {
        Stamp.into(pixels, columns, MOST);
        ByteBuffer bytes = ByteBuffer.allocate(pixels.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pixels);
        dataset.put(Tags.SamplesPerPixel, 1)
                .put(Tags.PhotometricInterpretation, "MONOCHROME2")
                .put(Tags.Rows, rows)
                .put(Tags.Columns, columns)
                .put(Tags.BitsAllocated, 16)
                .put(Tags.BitsStored, 12)
                .put(Tags.HighBit, 11)
                .put(Tags.PixelRepresentation, 0)
                .put(Tags.PixelData, Vr.OW, bytes.array());
    }

    static short clamped(double value) {
        return (short) Math.clamp(Math.round(value), 0, MOST);
    }
}
