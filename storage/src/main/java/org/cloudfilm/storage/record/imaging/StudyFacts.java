package org.cloudfilm.storage.record.imaging;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.hospital.Hospital;

/** What the catalogue says of one study. Texts are empty when there is nothing to say. */
record StudyFacts(
        String uid,
        long version,
        Hospital hospital,
        PatientFacts patient,
        LocalDate date,
        LocalTime time,
        String description,
        String referrer,
        List<Accession> accessions,
        DicomAttributes attributes,
        List<Series> series,
        List<Document> documents) {

    /**
     * @param shared the hospital has given the ID to more than one human: it does not tell who the patient is
     * @param sex    as in (0010,0040)
     */
    record PatientFacts(
            String id,
            String issuer,
            boolean shared,
            Optional<UUID> person,
            String alphabetic,
            String ideographic,
            String phonetic,
            LocalDate birthDate,
            String sex) {}

    record Accession(String number, String issuer) {}

    record Series(
            String uid,
            String modality,
            Integer number,
            String description,
            String bodyPart,
            String laterality,
            LocalDate performedDate,
            LocalTime performedTime,
            DicomAttributes attributes,
            List<Instance> instances) {}

    record Instance(String uid, String sopClass, Integer number) {}

    /** An instance that is a document. */
    record Document(String uid, String series, String sopClass, DicomAttributes attributes) {}

    int instances() {
        return series.stream().mapToInt(one -> one.instances().size()).sum();
    }
}
