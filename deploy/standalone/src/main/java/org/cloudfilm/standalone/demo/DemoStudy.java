package org.cloudfilm.standalone.demo;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.Dictionary;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.person.LinkPerson;

/**
 * One study of synthetic images.
 *
 * @param key what its UIDs are made from
 */
record DemoStudy(
        String key,
        Hospital hospital,
        DemoPatient patient,
        LocalDateTime at,
        String description,
        String accessionNumber,
        List<DemoSeries> series) {

    private static final String COMMENT = "SYNTHETIC: made by a program, shows nobody. Not for diagnosis.";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

    /** Image {@code index} (from 0) of series {@code number} (from 1). */
    Dataset image(int number, int index) {
        DemoSeries line = series.get(number - 1);
        DatasetBuilder dataset = Dataset.builder();
        patient(dataset);
        LocalDateTime taken = at.plusMinutes(4L * number).plusSeconds(index);
        dataset.put(Tags.SOPClassUID, line.sopClass())
                .put(Tags.SOPInstanceUID, uid("image", number, index))
                .put(Tags.StudyInstanceUID, uid("study", 0, 0))
                .put(Tags.SeriesInstanceUID, uid("series", number, 0))
                .put(Tags.StudyDate, DATE.format(at))
                .put(Tags.StudyTime, TIME.format(at))
                .put(Tags.SeriesDate, DATE.format(at))
                .put(Tags.SeriesTime, TIME.format(at.plusMinutes(4L * number)))
                .put(Tags.AcquisitionDate, DATE.format(taken))
                .put(Tags.AcquisitionTime, TIME.format(taken))
                .put(Tags.ContentDate, DATE.format(taken))
                .put(Tags.ContentTime, TIME.format(taken))
                .put(Tags.AccessionNumber, accessionNumber)
                .put(Tags.ReferringPhysicianName, "Li^Hua=李^华")
                .put(Tags.StudyID, accessionNumber)
                .put(Tags.StudyDescription, description)
                .put(Tags.Modality, line.modality())
                .put(Tags.SeriesNumber, number)
                .put(Tags.SeriesDescription, line.description())
                .put(Tags.BodyPartExamined, line.bodyPart())
                .put(Tags.Manufacturer, "Cloudfilm synthetic")
                .put(Tags.ManufacturerModelName, "Phantom 1")
                .put(tag("DeviceSerialNumber"), "0")
                .put(tag("SoftwareVersions"), "1")
                .put(Tags.InstitutionName, hospital.name())
                .put(Tags.StationName, "SYNTHETIC")
                .put(Tags.InstanceNumber, index + 1)
                .put(Tags.AcquisitionNumber, number)
                .put(tag("BurnedInAnnotation"), "NO")
                .put(tag("ImageComments"), COMMENT)
                .put(Tags.FrameOfReferenceUID, uid("frame", 0, 0))
                .put(Tags.PositionReferenceIndicator, new String[0]);
        line.image(dataset, index);
        return dataset.build();
    }

    /** Made from names, as PS3.5 annex B.2 allows, so that the same image has the same UID everywhere. */
    private String uid(String kind, int number, int index) {
        String name = "cloudfilm-demo/" + key + "/" + kind + "/" + number + "/" + index;
        UUID uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return "2.25." + new BigInteger(uuid.toString().replace("-", ""), 16);
    }

    private void patient(DatasetBuilder dataset) {
        dataset.put(Tags.PatientName, patient.name())
                .put(Tags.PatientID, patient.localId())
                .put(Tags.PatientBirthDate, patient.birthDate())
                .put(Tags.PatientSex, patient.sex());
        patient.residentId().ifPresent(id -> dataset.put(Tags.OtherPatientIDsSequence, Dataset.builder()
                .put(Tags.PatientID, id)
                .put(Tags.IssuerOfPatientID, LinkPerson.RESIDENT_ID_OID)
                .put(tag("TypeOfPatientID"), "TEXT")
                .build()));
    }

    static int tag(String keyword) {
        return Dictionary.tag(keyword).orElseThrow();
    }
}
