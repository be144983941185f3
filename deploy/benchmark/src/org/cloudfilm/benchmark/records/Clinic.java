package org.cloudfilm.benchmark.records;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Transactions like Synthea's, but as many as one likes: one patient, a few encounters and the vital signs and
 * laboratory values of each. The same number always gives the same transaction.
 */
final class Clinic {

    static final int ENCOUNTERS = 5;
    static final int OBSERVATIONS_EACH = 9;
    static final int RESOURCES = 1 + ENCOUNTERS * (1 + OBSERVATIONS_EACH);

    private record Kind(String code, String display, String unit, double least, double span) {}

    private static final String LOINC = "http://loinc.org";
    private static final Instant FIRST_DAY = LocalDate.of(2016, 1, 4).atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final List<Kind> KINDS = List.of(
            new Kind("8302-2", "Body Height", "cm", 150, 40), new Kind("29463-7", "Body Weight", "kg", 45, 50),
            new Kind("39156-5", "Body mass index", "kg/m2", 18, 14), new Kind("8867-4", "Heart rate", "/min", 55, 45),
            new Kind("9279-1", "Respiratory rate", "/min", 12, 8), new Kind("8310-5", "Body temperature", "Cel", 36, 2),
            new Kind("2339-0", "Glucose", "mg/dL", 65, 60), new Kind("6299-2", "Urea nitrogen", "mg/dL", 7, 13),
            new Kind("38483-4", "Creatinine", "mg/dL", 0.6, 2), new Kind("2947-0", "Sodium", "mmol/L", 136, 8),
            new Kind("6298-4", "Potassium", "mmol/L", 3.7, 1.5), new Kind("2093-3", "Cholesterol", "mg/dL", 150, 100),
            new Kind("6690-2", "Leukocytes", "10*3/uL", 4, 7), new Kind("718-7", "Hemoglobin", "g/dL", 12, 5));

    private Clinic() {}

    static String transaction(int number) {
        StringBuilder entries = new StringBuilder();
        String patient = urn(number, "patient");
        entries.append(entry(patient, "Patient", new Resident(number).patient()));
        for (int visit = 0; visit < ENCOUNTERS; visit++) {
            String encounter = urn(number, "encounter" + visit);
            Instant when = when(number, visit, 0);
            entries.append(',').append(entry(encounter, "Encounter", encounter(patient, when)));
            for (int i = 0; i < OBSERVATIONS_EACH; i++) {
                entries.append(',').append(entry(urn(number, "observation" + visit + "-" + i), "Observation",
                        observation(number, visit, i, patient, encounter)));
            }
        }
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}";
    }

    /** What is to be found of the patient with that number. */
    static KnownPatient patient(int number, String id) {
        List<KnownPatient.Observed> observations = new ArrayList<>();
        for (int visit = 0; visit < ENCOUNTERS; visit++) {
            for (int i = 0; i < OBSERVATIONS_EACH; i++) {
                observations.add(new KnownPatient.Observed(
                        LOINC + "|" + kind(number, visit, i).code(), when(number, visit, i)));
            }
        }
        return new KnownPatient(id, List.of(new Resident(number).localIdentifier()), observations);
    }

    private static Kind kind(int number, int visit, int i) {
        return KINDS.get((number + visit * OBSERVATIONS_EACH + i) % KINDS.size());
    }

    private static Instant when(int number, int visit, int minute) {
        return FIRST_DAY.plus(visit * 700L + number % 690, ChronoUnit.DAYS).plus(480 + minute, ChronoUnit.MINUTES);
    }

    private static String encounter(String patient, Instant when) {
        return """
                {"resourceType":"Encounter","status":"finished","class":{"system":\
                "http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},"subject":{"reference":"%s"},\
                "period":{"start":"%s","end":"%s"}}""".formatted(patient, when, when.plus(20, ChronoUnit.MINUTES));
    }

    private static String observation(int number, int visit, int i, String patient, String encounter) {
        Kind kind = kind(number, visit, i);
        double value = kind.least() + kind.span() * ((number * 31L + visit * 17L + i * 7L) % 100) / 100;
        return """
                {"resourceType":"Observation","status":"final","category":[{"coding":[{"system":\
                "http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"Laboratory"}]}],\
                "code":{"coding":[{"system":"%1$s","code":"%2$s","display":"%3$s"}],"text":"%3$s"},\
                "subject":{"reference":"%4$s"},"encounter":{"reference":"%5$s"},"effectiveDateTime":"%6$s","issued":"%6$s",\
                "valueQuantity":{"value":%7$.1f,"unit":"%8$s","system":"http://unitsofmeasure.org","code":"%8$s"}}"""
                .formatted(LOINC, kind.code(), kind.display(), patient, encounter,
                        when(number, visit, i), value, kind.unit());
    }

    private static String entry(String fullUrl, String type, String resource) {
        return "{\"fullUrl\":\"%s\",\"resource\":%s,\"request\":{\"method\":\"POST\",\"url\":\"%s\"}}"
                .formatted(fullUrl, resource, type);
    }

    private static String urn(int number, String part) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes((number + part).getBytes(StandardCharsets.US_ASCII));
    }
}
