package org.cloudfilm.viewer.dicomweb;

import java.util.Random;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.Vr;

/** Synthetic instances. */
final class Films {

    static final String CT = "1.2.840.10008.5.1.4.1.1.2";

    private Films() {}

    /** A CT slice of 64 × 64 × 16 bit noise, the same for the same UID. */
    static DatasetBuilder slice(String study, String series, String instance, int number) {
        byte[] pixels = new byte[64 * 64 * 2];
        new Random(instance.hashCode()).nextBytes(pixels);
        return image(study, series, instance, number, 64, 64, 16, pixels);
    }

    static DatasetBuilder image(
            String study, String series, String instance, int number, int rows, int columns, int bits, byte[] pixels) {
        return Dataset.builder()
                .put(Tags.SOPClassUID, CT)
                .put(Tags.SOPInstanceUID, instance)
                .put(Tags.StudyDate, "20260301")
                .put(Tags.StudyTime, "093000")
                .put(Tags.AccessionNumber, "A100")
                .put(Tags.Modality, "CT")
                .put(Tags.StudyDescription, "CT Chest")
                .put(Tags.SeriesDescription, "lung 1.0")
                .put(Tags.PatientName, "Zhang^San=张^三")
                .put(Tags.PatientID, "P1")
                .put(Tags.IssuerOfPatientID, "LISHUI")
                .put(Tags.PatientBirthDate, "19800101")
                .put(Tags.PatientSex, "M")
                .put(Tags.StudyInstanceUID, study)
                .put(Tags.SeriesInstanceUID, series)
                .put(Tags.StudyID, "S1")
                .put(Tags.SeriesNumber, 1)
                .put(Tags.InstanceNumber, number)
                .put(
                        Tags.RequestAttributesSequence,
                        Dataset.builder()
                                .put(Tags.RequestedProcedureID, "RP1")
                                .put(Tags.ScheduledProcedureStepID, "SPS1")
                                .build())
                .put(Tags.SamplesPerPixel, 1)
                .put(Tags.PhotometricInterpretation, "MONOCHROME2")
                .put(Tags.Rows, rows)
                .put(Tags.Columns, columns)
                .put(Tags.BitsAllocated, bits)
                .put(Tags.BitsStored, bits)
                .put(Tags.HighBit, bits - 1)
                .put(Tags.PixelRepresentation, 0)
                .put(Tags.PixelData, Vr.OW, pixels);
    }
}
