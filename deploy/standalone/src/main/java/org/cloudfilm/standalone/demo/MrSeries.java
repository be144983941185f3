package org.cloudfilm.standalone.demo;

import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.Tags;

/** Axial slices of a head, from the bottom up (MR Image Storage, PS3.3 section A.4). */
record MrSeries(Weighting weighting, int images) implements DemoSeries {

    /** What tissues look like, and the timing that would make them look so. */
    enum Weighting {
        T1("T1 SE 轴位", "SE", 500, 12, 20, 900, 60, 180, 430, 620, 400),
        T2("T2 TSE 轴位", "SE", 4500, 100, 20, 600, 50, 1150, 620, 430, 900),
        FLAIR("T2 FLAIR 轴位", "IR", 9000, 110, 20, 560, 50, 90, 560, 420, 1050);

        private final String description;
        private final String sequence;
        private final int repetition;
        private final int echo;
        private final int[] brightness;

        Weighting(String description, String sequence, int repetition, int echo, int... brightness) {
            this.description = description;
            this.sequence = sequence;
            this.repetition = repetition;
            this.echo = echo;
            this.brightness = brightness;
        }
    }

    private static final int SIZE = 256;
    private static final double PIXEL = 0.9;
    private static final double SPACING = 5.5;
    private static final HeadPhantom HEAD = new HeadPhantom();

    @Override
    public String sopClass() {
        return "1.2.840.10008.5.1.4.1.1.4";
    }

    @Override
    public String modality() {
        return "MR";
    }

    @Override
    public String description() {
        return weighting.description;
    }

    @Override
    public String bodyPart() {
        return "BRAIN";
    }

    @Override
    public void image(DatasetBuilder dataset, int index) {
        double z = index * SPACING - (images - 1) * SPACING / 2;
        double corner = -(SIZE - 1) * PIXEL / 2;
        dataset.put(Tags.ImageType, "ORIGINAL", "PRIMARY", "OTHER")
                .put(DemoStudy.tag("PatientPosition"), "HFS")
                .put(DemoStudy.tag("ScanningSequence"), weighting.sequence)
                .put(DemoStudy.tag("SequenceVariant"), "SK")
                .put(DemoStudy.tag("ScanOptions"), new String[0])
                .put(DemoStudy.tag("MRAcquisitionType"), "2D")
                .put(DemoStudy.tag("RepetitionTime"), weighting.repetition)
                .put(DemoStudy.tag("EchoTime"), weighting.echo)
                .put(DemoStudy.tag("EchoTrainLength"), 1)
                .put(DemoStudy.tag("MagneticFieldStrength"), "1.5")
                .put(Tags.SliceThickness, 5)
                .put(Tags.SpacingBetweenSlices, SPACING)
                .put(Tags.SliceLocation, z)
                .put(Tags.ImagePositionPatient, corner, corner, z)
                .put(Tags.ImageOrientationPatient, 1.0, 0, 0, 0, 1, 0)
                .put(Tags.PixelSpacing, PIXEL, PIXEL)
                .put(Tags.WindowCenter, 500)
                .put(Tags.WindowWidth, 1100);
        if (weighting == Weighting.FLAIR) {
            dataset.put(DemoStudy.tag("InversionTime"), 2500);
        }
        Pixels.put(dataset, slice(z, corner, index), SIZE, SIZE);
    }

    private short[] slice(double z, double corner, int index) {
        short[] pixels = new short[SIZE * SIZE];
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                double x = corner + column * PIXEL;
                double y = corner + row * PIXEL;
                double shading = 1 + 0.0008 * x - 0.0005 * y;
                double signal = weighting.brightness[HEAD.at(x, y, z).ordinal()] * shading;
                pixels[row * SIZE + column] =
                        Pixels.clamped(Math.abs(signal + 16 * Noise.at(weighting.echo, column, row, index)));
            }
        }
        return pixels;
    }
}
