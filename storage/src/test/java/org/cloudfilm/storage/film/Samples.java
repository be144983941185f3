package org.cloudfilm.storage.film;

import java.util.Random;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.DicomWriter;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.film.dicom.Vr;
import org.cloudfilm.storage.hospital.HospitalId;

/** Synthetic instances. UIDs are {@code root.study.series.instance}. */
final class Samples {

    static final Arrival LISHUI = new Arrival(new HospitalId("lishui"), Arrival.Via.DIMSE, "LISHUI");
    static final Arrival JINYUN = new Arrival(new HospitalId("jinyun"), Arrival.Via.DIMSE, "JINYUN");
    static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LE;
    private static final String ROOT = "1.2.826.0.1.3680043.10.1.";

    private Samples() {}

    static StudyUid study(int study) {
        return new StudyUid(ROOT + study);
    }

    static SopInstanceUid instance(int study, int series, int instance) {
        return new SopInstanceUid(ROOT + study + "." + series + "." + instance);
    }

    static DatasetBuilder header(int study, int series, int instance) {
        return Dataset.builder()
                .put(Tags.SpecificCharacterSet, "ISO_IR 192")
                .put(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
                .put(Tags.SOPInstanceUID, instance(study, series, instance).value())
                .put(Tags.StudyDate, "20261121")
                .put(Tags.StudyTime, "101112.5")
                .put(Tags.AccessionNumber, "A" + study)
                .put(Tags.Modality, "CT")
                .put(Tags.StudyDescription, "胸部平扫")
                .put(Tags.ReferringPhysicianName, "Wang^Fang=王^芳")
                .put(Tags.PatientName, "Zhang^San=张^三")
                .put(Tags.PatientID, "34052419800101001X")
                .put(Tags.PatientBirthDate, "19800101")
                .put(Tags.PatientSex, "M")
                .put(Tags.StudyInstanceUID, study(study).value())
                .put(Tags.SeriesInstanceUID, ROOT + study + "." + series)
                .put(Tags.StudyID, "S" + study)
                .put(Tags.SeriesNumber, Integer.toString(series))
                .put(Tags.InstanceNumber, Integer.toString(instance))
                .put(Tags.RequestAttributesSequence, Dataset.builder()
                        .put(Tags.RequestedProcedureID, "RP" + study)
                        .put(Tags.ScheduledProcedureStepID, "SPS" + series)
                        .build());
    }

    /** A CT slice of noise, {@code side}² pixels of 16 bits. */
    static byte[] slice(int study, int series, int instance, int side, long seed) {
        byte[] pixels = new byte[2 * side * side];
        new Random(seed).nextBytes(pixels);
        return bytes(header(study, series, instance)
                .put(Tags.SamplesPerPixel, 1)
                .put(Tags.PhotometricInterpretation, "MONOCHROME2")
                .put(Tags.Rows, side)
                .put(Tags.Columns, side)
                .put(Tags.BitsAllocated, 16)
                .put(Tags.BitsStored, 16)
                .put(Tags.HighBit, 15)
                .put(Tags.PixelRepresentation, 0)
                .put(Tags.PixelData, Vr.OW, pixels)
                .build());
    }

    static byte[] slice(int study, int series, int instance) {
        return slice(study, series, instance, 16, 31L * study + 7L * series + instance);
    }

    static byte[] bytes(Dataset dataset) {
        return DicomWriter.bytes(dataset, SYNTAX);
    }
}
