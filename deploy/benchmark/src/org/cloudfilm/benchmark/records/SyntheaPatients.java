package org.cloudfilm.benchmark.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads from Synthea's bundles what can be asked about the patients in them. */
final class SyntheaPatients {

    /** Those of Synthea's identifiers that two patients never share. */
    private static final Set<String> UNIQUE =
            Set.of("https://github.com/synthetichealth/synthea", "http://hospital.smarthealthit.org");

    private SyntheaPatients() {}

    /** @param locations of the patients on the server, by bundle */
    static List<KnownPatient> of(Map<Path, String> locations) throws IOException {
        List<KnownPatient> patients = new ArrayList<>();
        for (Path bundle : locations.keySet().stream().filter(each -> !Synthea.isShared(each)).sorted().toList()) {
            patients.add(patient(Json.read(Files.readString(bundle)), id(locations.get(bundle))));
        }
        return patients;
    }

    /** {@code http://…/Patient/12/_history/1}, the base and the version perhaps missing. */
    static String id(String location) throws IOException {
        int start = location.indexOf("Patient/");
        if (start < 0) {
            throw new IOException("the first entry of a patient's bundle was stored as " + location);
        }
        return location.substring(start + "Patient/".length()).replaceFirst("/.*", "");
    }

    private static KnownPatient patient(Object bundle, String id) {
        List<KnownPatient.Observed> observations = new ArrayList<>();
        List<String> identifiers = new ArrayList<>();
        for (Object entry : Json.list(Json.at(bundle, "entry"))) {
            Object resource = Json.at(entry, "resource");
            Object type = Json.at(resource, "resourceType");
            if (type.equals("Patient")) {
                for (Object identifier : Json.list(Json.at(resource, "identifier"))) {
                    if (UNIQUE.contains(Json.at(identifier, "system"))) {
                        identifiers.add(Json.at(identifier, "system") + "|" + Json.at(identifier, "value"));
                    }
                }
            } else if (type.equals("Observation")) {
                observations.add(new KnownPatient.Observed(
                        Json.at(resource, "code", "coding", 0, "system") + "|"
                                + Json.at(resource, "code", "coding", 0, "code"),
                        OffsetDateTime.parse((String) Json.at(resource, "effectiveDateTime")).toInstant()));
            }
        }
        observations.sort(Comparator.comparing(KnownPatient.Observed::when));
        return new KnownPatient(id, identifiers, observations);
    }
}
