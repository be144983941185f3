package org.cloudfilm.storage.film;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.List;
import java.util.OptionalInt;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.DicomJson;
import org.cloudfilm.storage.film.dicom.PersonName;
import org.cloudfilm.storage.film.dicom.Tags;

/** What the catalogue writes down of a data set, in forms PostgreSQL takes. */
final class Facts {

    private static final int TIMEZONE = Tags.TimezoneOffsetFromUTC;

    /** Patient and study level, as far as searches answer them (PS3.18 table 10.6.3-3 and more). */
    private static final int[] STUDY = {
        Tags.StudyDate, Tags.StudyTime, Tags.AccessionNumber, Tags.IssuerOfAccessionNumberSequence,
        Tags.InstitutionName, Tags.ReferringPhysicianName, TIMEZONE, Tags.StudyDescription, Tags.ProcedureCodeSequence,
        Tags.PhysiciansOfRecord, Tags.NameOfPhysiciansReadingStudy, Tags.AdmittingDiagnosesDescription,
        Tags.PatientName, Tags.PatientID, Tags.IssuerOfPatientID, Tags.IssuerOfPatientIDQualifiersSequence,
        Tags.PatientBirthDate, Tags.PatientBirthTime, Tags.PatientSex, Tags.OtherPatientIDsSequence, Tags.PatientAge,
        Tags.PatientSize, Tags.PatientWeight, Tags.EthnicGroup, Tags.Occupation, Tags.PatientComments,
        Tags.StudyInstanceUID, Tags.StudyID, Tags.RequestingPhysician, Tags.RequestedProcedureDescription
    };

    private static final int[] SERIES = {
        Tags.Modality, TIMEZONE, Tags.SeriesDescription, Tags.SeriesDescriptionCodeSequence, Tags.SeriesInstanceUID,
        Tags.SeriesNumber, Tags.PerformedProcedureStepStartDate, Tags.PerformedProcedureStepStartTime,
        Tags.PerformedProcedureStepID, Tags.PerformedProcedureStepDescription, Tags.RequestAttributesSequence,
        Tags.SeriesDate, Tags.SeriesTime, Tags.Manufacturer, Tags.ManufacturerModelName, Tags.InstitutionName,
        Tags.StationName, Tags.InstitutionalDepartmentName, Tags.PerformingPhysicianName, Tags.OperatorsName,
        Tags.BodyPartExamined, Tags.ProtocolName, Tags.Laterality, Tags.PatientPosition, Tags.FrameOfReferenceUID
    };

    private static final int[] INSTANCE = {
        Tags.SOPClassUID, Tags.SOPInstanceUID, TIMEZONE, Tags.InstanceNumber, Tags.Rows, Tags.Columns,
        Tags.BitsAllocated, Tags.NumberOfFrames, Tags.ImageType, Tags.AcquisitionNumber, Tags.ContentDate,
        Tags.ContentTime, Tags.SliceLocation, Tags.ConceptNameCodeSequence, Tags.DocumentTitle
    };

    private Facts() {}

    static String studyAttributes(Dataset dataset) {
        return json(dataset, STUDY);
    }

    static String seriesAttributes(Dataset dataset) {
        return json(dataset, SERIES);
    }

    static String instanceAttributes(Dataset dataset) {
        return json(dataset, INSTANCE);
    }

    private static String json(Dataset dataset, int[] tags) {
        DatasetBuilder chosen = Dataset.builder();
        dataset.get(Tags.SpecificCharacterSet).ifPresent(chosen::put);
        for (int tag : tags) {
            dataset.get(tag).ifPresent(chosen::put);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try {
            DicomJson.write(chosen.build(), out, "");
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The first value without what PostgreSQL cannot keep; never null. */
    static String text(Dataset dataset, int tag) {
        return clean(dataset.string(tag, ""));
    }

    private static String clean(String text) {
        return text.indexOf(0) < 0 ? text : text.replace("\0", "");
    }

    static Integer integer(Dataset dataset, int tag) {
        OptionalInt value = dataset.integer(tag);
        return value.isPresent() ? value.getAsInt() : null;
    }

    /** TM (PS3.5 section 6.2), to the millisecond as PostgreSQL keeps it; null when it is none. */
    static LocalTime time(Dataset dataset, int tag) {
        String digits = dataset.string(tag, "").replace(":", "");
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        if (whole.length() < 2 || whole.length() > 6 || whole.length() % 2 != 0
                || !whole.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        int hour = Integer.parseInt(whole, 0, 2, 10);
        int minute = whole.length() > 2 ? Integer.parseInt(whole, 2, 4, 10) : 0;
        int second = whole.length() > 4 ? Math.min(59, Integer.parseInt(whole, 4, 6, 10)) : 0;
        if (hour > 23 || minute > 59) {
            return null;
        }
        return LocalTime.of(hour, minute, second, nanos(point < 0 ? "" : digits.substring(point + 1)));
    }

    private static int nanos(String fraction) {
        String six = (fraction + "000000").substring(0, 6);
        return six.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(six) * 1000 : 0;
    }

    /** The form of the {@code *_key} columns. */
    static String nameKey(PersonName name) {
        List<String> keys = name.searchKeys();
        if (keys.isEmpty()) {
            return "";
        }
        StringBuilder key = new StringBuilder("\n");
        for (String one : keys) {
            key.append(one).append('\n');
            String joined = one.replace(" ", "");
            if (!joined.equals(one)) {
                key.append(joined).append('\n');
            }
        }
        return clean(key.toString());
    }

    static String group(PersonName.Group group) {
        return clean(group.text());
    }

    static String issuerOfAccession(Dataset dataset) {
        Dataset issuer = dataset.item(Tags.IssuerOfAccessionNumberSequence);
        String name = text(issuer, Tags.LocalNamespaceEntityID);
        return name.isEmpty() ? text(issuer, Tags.UniversalEntityID) : name;
    }
}
