package org.cloudfilm.standalone.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.InstanceIds;
import org.cloudfilm.storage.film.SeriesUid;
import org.cloudfilm.storage.film.SopInstanceUid;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.DicomWriter;
import org.cloudfilm.storage.film.dicom.Part10;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.film.dicom.Vr;
import org.cloudfilm.storage.hospital.HospitalId;

/** A study of one series of CT slices of noise, made for a test; the patient is the demo's 张三 unless it is said otherwise. */
final class Slices {

    private static final String CT = "1.2.840.10008.5.1.4.1.1.2";

    private final String study;
    private final int size;
    private final int count;
    private HospitalId hospital = new HospitalId("lishui");
    private LocalDate day = LocalDate.of(2026, 11, 1);
    private String number = "LS-TEST";
    private String accession;
    private String description = "";
    private String bodyPart = "";
    private String patient = "Zhang^San=张^三";
    private LocalDate born = LocalDate.of(1980, 1, 1);
    private String residentId = "34052419800101001X";

    Slices(int number, int count, int size) {
        this.study = "2.25.7777" + number;
        this.accession = "T" + number;
        this.count = count;
        this.size = size;
    }

    /** @param number the patient's in that hospital; the accession number is the same */
    Slices madeIn(String hospital, LocalDate day, String number, String description, String bodyPart) {
        this.hospital = new HospitalId(hospital);
        this.day = day;
        this.number = number;
        this.accession = number;
        this.description = description;
        this.bodyPart = bodyPart;
        return this;
    }

    Slices under(String accession) {
        this.accession = accession;
        return this;
    }

    /** Of somebody who has no resident ID yet. */
    Slices of(String patient, LocalDate born) {
        this.patient = patient;
        this.born = born;
        this.residentId = "";
        return this;
    }

    String study() {
        return study;
    }

    String series() {
        return study + ".1";
    }

    String instance(int index) {
        return study + ".1." + (index + 1);
    }

    byte[] pixels(int index) {
        byte[] pixels = new byte[size * size * 2];
        new Random(study.hashCode() + index).nextBytes(pixels);
        for (int i = 1; i < pixels.length; i += 2) {
            pixels[i] &= 0x0F;
        }
        return pixels;
    }

    /** Writes all slices as files; in order, the first first. */
    List<Path> write(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            files.add(Files.write(directory.resolve(study + "-%05d.dcm".formatted(index)), part10(index)));
        }
        return files;
    }

    private byte[] part10(int index) throws IOException {
        InstanceIds ids = new InstanceIds(
                new StudyUid(study), new SeriesUid(series()), new SopInstanceUid(instance(index)), CT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Part10.header(ids, TransferSyntax.EXPLICIT_VR_LE,
                new Arrival(hospital, Arrival.Via.DIMSE, "TEST")));
        DicomWriter.write(dataset(index), TransferSyntax.EXPLICIT_VR_LE, out);
        return out.toByteArray();
    }

    private Dataset dataset(int index) {
        DatasetBuilder dataset = Dataset.builder()
                .put(Tags.SOPClassUID, CT)
                .put(Tags.SOPInstanceUID, instance(index))
                .put(Tags.StudyInstanceUID, study)
                .put(Tags.SeriesInstanceUID, series())
                .put(Tags.StudyDate, day.format(DateTimeFormatter.BASIC_ISO_DATE))
                .put(Tags.StudyTime, "101500")
                .put(Tags.AccessionNumber, accession)
                .put(Tags.StudyDescription, description)
                .put(Tags.BodyPartExamined, bodyPart)
                .put(Tags.Modality, "CT")
                .put(Tags.PatientName, patient)
                .put(Tags.PatientID, number)
                .put(Tags.PatientBirthDate, born.format(DateTimeFormatter.BASIC_ISO_DATE))
                .put(Tags.PatientSex, "M")
                .put(Tags.SeriesNumber, 1)
                .put(Tags.InstanceNumber, index + 1)
                .put(Tags.ImagePositionPatient, 0.0, 0, index)
                .put(Tags.ImageOrientationPatient, 1.0, 0, 0, 0, 1, 0)
                .put(Tags.PixelSpacing, 1.0, 1)
                .put(Tags.RescaleIntercept, -1024)
                .put(Tags.RescaleSlope, 1)
                .put(Tags.SamplesPerPixel, 1)
                .put(Tags.PhotometricInterpretation, "MONOCHROME2")
                .put(Tags.Rows, size)
                .put(Tags.Columns, size)
                .put(Tags.BitsAllocated, 16)
                .put(Tags.BitsStored, 12)
                .put(Tags.HighBit, 11)
                .put(Tags.PixelRepresentation, 0)
                .put(Tags.PixelData, Vr.OW, pixels(index));
        if (!residentId.isEmpty()) {
            dataset.put(Tags.OtherPatientIDsSequence, Dataset.builder()
                    .put(Tags.PatientID, residentId)
                    .put(Tags.IssuerOfPatientID, "2.16.156.10011.1.3")
                    .build());
        }
        return dataset.build();
    }
}
