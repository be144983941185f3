package org.cloudfilm.standalone.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.film.FilmIntake;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.Vr;
import org.cloudfilm.storage.hospital.Hospitals;

/**
 * Stores a synthetic study in an archive that is thrown away afterwards, so that the JVM, which is watching, knows at
 * every later start which code storing needs and how it behaves (JEP 515).
 */
public final class Rehearsal {

    private static final int SLICES = 300;
    private static final int SIDE = 512;
    private static final int BLOCK = 0x00290010;
    private static final int FIRST_OF_BLOCK = 0x00291000;
    private static final int PARAMETERS = 90;

    private Rehearsal() {}

    public static void run(FilmIntake films, Hospitals hospitals) {
        DemoPatient nobody = new DemoPatient("REHEARSAL", "Rehearsal^Nobody", LocalDate.EPOCH, "O", Optional.empty());
        DemoStudy study = new DemoStudy("rehearsal", hospitals.all().iterator().next(), nobody, LocalDate.EPOCH.atStartOfDay(),
                "Rehearsal", "R1", List.of(new Slices()));
        new DemoFilms.Sender(films, study).send(() -> false);
    }

    /** Of a real study's weight, of whose headers half are the scanner's own, but without a phantom's arithmetic. */
    private record Slices() implements DemoSeries {

        @Override
        public String sopClass() {
            return "1.2.840.10008.5.1.4.1.1.2";
        }

        @Override
        public String modality() {
            return "CT";
        }

        @Override
        public String description() {
            return "Rehearsal";
        }

        @Override
        public String bodyPart() {
            return "CHEST";
        }

        @Override
        public int images() {
            return SLICES;
        }

        @Override
        public void image(DatasetBuilder dataset, int index) {
            dataset.put(Tags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
                    .put(Tags.KVP, 120)
                    .put(Tags.SliceThickness, 1.5)
                    .put(Tags.SliceLocation, index * 1.5)
                    .put(Tags.ImagePositionPatient, -192.0, -192.0, index * 1.5)
                    .put(Tags.ImageOrientationPatient, 1.0, 0, 0, 0, 1, 0)
                    .put(Tags.PixelSpacing, 0.75, 0.75)
                    .put(Tags.RescaleIntercept, -1024)
                    .put(Tags.RescaleSlope, 1)
                    .put(Tags.RescaleType, "HU")
                    .put(Tags.WindowCenter, 40)
                    .put(Tags.WindowWidth, 400);
            scannersOwn(dataset, index);
            short[] pixels = new short[SIDE * SIDE];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (short) (i * 31 + index & Pixels.MOST);
            }
            Pixels.put(dataset, pixels, SIDE, SIDE);
        }

        private static void scannersOwn(DatasetBuilder dataset, int index) {
            dataset.put(BLOCK, Vr.LO, "REHEARSAL");
            for (int i = 0; i < PARAMETERS; i++) {
                dataset.put(FIRST_OF_BLOCK + i, Vr.LO, "VALUE " + i, Integer.toString(index), "42");
            }
            dataset.put(Tags.RequestAttributesSequence, Dataset.builder()
                    .put(Tags.RequestedProcedureID, "R1")
                    .put(Tags.ScheduledProcedureStepID, "S1")
                    .build());
        }
    }
}
