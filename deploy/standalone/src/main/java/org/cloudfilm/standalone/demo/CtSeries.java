package org.cloudfilm.standalone.demo;

import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.Tags;

/**
 * Axial slices of a chest, from the top down (CT Image Storage, PS3.3 section A.3).
 *
 * @param noise standard deviation in Hounsfield units
 */
record CtSeries(
        String description,
        ChestPhantom phantom,
        int images,
        double spacing,
        String kernel,
        double noise,
        int windowCenter,
        int windowWidth)
        implements DemoSeries {

    private static final int SIZE = 512;
    private static final double PIXEL = 0.75;
    private static final int INTERCEPT = -1024;

    @Override
    public String sopClass() {
        return "1.2.840.10008.5.1.4.1.1.2";
    }

    @Override
    public String modality() {
        return "CT";
    }

    @Override
    public String bodyPart() {
        return "CHEST";
    }

    @Override
    public void image(DatasetBuilder dataset, int index) {
        double z = (images - 1) * spacing / 2 - index * spacing;
        double corner = -(SIZE - 1) * PIXEL / 2;
        dataset.put(Tags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
                .put(DemoStudy.tag("PatientPosition"), "HFS")
                .put(Tags.KVP, 120)
                .put(DemoStudy.tag("ConvolutionKernel"), kernel)
                .put(Tags.SliceThickness, spacing)
                .put(Tags.SpacingBetweenSlices, spacing)
                .put(Tags.SliceLocation, z)
                .put(Tags.ImagePositionPatient, corner, corner, z)
                .put(Tags.ImageOrientationPatient, 1.0, 0, 0, 0, 1, 0)
                .put(Tags.PixelSpacing, PIXEL, PIXEL)
                .put(Tags.RescaleIntercept, INTERCEPT)
                .put(Tags.RescaleSlope, 1)
                .put(Tags.RescaleType, "HU")
                .put(Tags.WindowCenter, windowCenter)
                .put(Tags.WindowWidth, windowWidth);
        Pixels.put(dataset, slice(z, corner, index), SIZE, SIZE);
    }

    private short[] slice(double z, double corner, int index) {
        short[] pixels = new short[SIZE * SIZE];
        int seed = kernel.hashCode() & 0x7FFF;
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                double hounsfield = phantom.hounsfield(corner + column * PIXEL, corner + row * PIXEL, z);
                pixels[row * SIZE + column] =
                        Pixels.clamped(hounsfield - INTERCEPT + noise * Noise.at(seed, column, row, index));
            }
        }
        return pixels;
    }
}
