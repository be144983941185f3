package org.cloudfilm.standalone.demo;

import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.Tags;

/**
 * One frontal radiograph: the chest phantom looked through from behind (Digital X-Ray Image Storage for presentation,
 * PS3.3 section A.26).
 */
record DxSeries(ChestPhantom phantom) implements DemoSeries {

    private static final int ROWS = 800;
    private static final int COLUMNS = 800;
    private static final double PIXEL = 0.48;
    private static final double STEP = 5;
    private static final double DEPTH = 125;
    private static final double TOP = 185;

    @Override
    public String sopClass() {
        return "1.2.840.10008.5.1.4.1.1.1.1";
    }

    @Override
    public String modality() {
        return "DX";
    }

    @Override
    public String description() {
        return "胸部后前位";
    }

    @Override
    public String bodyPart() {
        return "CHEST";
    }

    @Override
    public int images() {
        return 1;
    }

    @Override
    public void image(DatasetBuilder dataset, int index) {
        dataset.remove(Tags.FrameOfReferenceUID).remove(Tags.PositionReferenceIndicator);
        dataset.put(Tags.ImageType, "ORIGINAL", "PRIMARY", "")
                .put(DemoStudy.tag("PresentationIntentType"), "FOR PRESENTATION")
                .put(DemoStudy.tag("ViewPosition"), "PA")
                .put(DemoStudy.tag("ViewCodeSequence"), code("399348003", "SCT", "postero-anterior"))
                .put(DemoStudy.tag("PositionerType"), new String[0])
                .put(Tags.PatientOrientation, "L", "F")
                .put(DemoStudy.tag("ImageLaterality"), "U")
                .put(DemoStudy.tag("AnatomicRegionSequence"), code("43799004", "SCT", "Chest"))
                .put(Tags.KVP, 125)
                .put(DemoStudy.tag("DetectorType"), "DIRECT")
                .put(DemoStudy.tag("DetectorConfiguration"), "AREA")
                .put(DemoStudy.tag("ImagerPixelSpacing"), PIXEL, PIXEL)
                .put(DemoStudy.tag("PixelIntensityRelationship"), "LOG")
                .put(DemoStudy.tag("PixelIntensityRelationshipSign"), 1)
                .put(Tags.RescaleIntercept, 0)
                .put(Tags.RescaleSlope, 1)
                .put(Tags.RescaleType, "US")
                .put(DemoStudy.tag("PresentationLUTShape"), "IDENTITY")
                .put(Tags.LossyImageCompression, "00")
                .put(DemoStudy.tag("AcquisitionContextSequence"), new Dataset[0])
                .put(Tags.WindowCenter, 2000)
                .put(Tags.WindowWidth, 3600);
        Pixels.put(dataset, projection(), ROWS, COLUMNS);
    }

    private static Dataset code(String value, String scheme, String meaning) {
        return Dataset.builder()
                .put(DemoStudy.tag("CodeValue"), value)
                .put(DemoStudy.tag("CodingSchemeDesignator"), scheme)
                .put(DemoStudy.tag("CodeMeaning"), meaning)
                .build();
    }

    private short[] projection() {
        short[] pixels = new short[ROWS * COLUMNS];
        for (int row = 0; row < ROWS; row++) {
            double z = TOP - row * PIXEL;
            for (int column = 0; column < COLUMNS; column++) {
                double x = (column - (COLUMNS - 1) / 2.0) * PIXEL;
                double thickness = attenuation(x, z);
                double exposed = 4300 * (1 - Math.exp(-thickness / 120)) + 25 * Noise.at(7, column, row, 0);
                pixels[row * COLUMNS + column] = Pixels.clamped(exposed);
            }
        }
        return pixels;
    }

    /** In millimetres of water. */
    private double attenuation(double x, double z) {
        double sum = 0;
        for (double y = -DEPTH; y <= DEPTH; y += STEP) {
            double hounsfield = phantom.hounsfield(x, y, z);
            sum += (hounsfield + 1000) / 1000 * (hounsfield > 300 ? 1.6 : 1);
        }
        return sum * STEP;
    }
}
