package org.cloudfilm.storage.hospital;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The systems of FHIR identifiers (R4 section 2.24.0.13), the same for what comes as DICOM, HL7 v2 and FHIR. Numbers
 * that a hospital gives are its own: {@code urn:cloudfilm:hospital:lishui:patient}. An issuer (Issuer of Patient ID,
 * assigning authority) is part of the system only if it is not just another name of the hospital, for few systems of
 * one hospital agree on whether to name it.
 */
public final class IdentifierSystems {

    /** Resident ID (GB 11643) that passed its check. */
    public static final String RESIDENT_ID = "urn:oid:2.16.156.10011.1.3";

    /** The hospitals themselves; values are {@link HospitalId}s. */
    public static final String HOSPITAL = "urn:cloudfilm:hospital";

    private IdentifierSystems() {}

    /** @param issuer (0010,0021) or PID-3.4; may be empty */
    public static String patient(Hospital hospital, String issuer) {
        return issued(hospital, "patient", issuer);
    }

    /** A resident ID as the hospital has it, which fails the check of GB 11643: it tells patients apart, no more. */
    public static String uncheckedResidentId(Hospital hospital) {
        return of(hospital, "unchecked-resident-id");
    }

    /** Visit numbers (就诊流水号). */
    public static String visit(Hospital hospital) {
        return of(hospital, "visit");
    }

    public static String placerOrder(Hospital hospital) {
        return of(hospital, "placer-order");
    }

    public static String fillerOrder(Hospital hospital) {
        return of(hospital, "filler-order");
    }

    /** @param issuer (0008,0051) or the authority of OBR-18 or IPC-1; may be empty */
    public static String accession(Hospital hospital, String issuer) {
        return issued(hospital, "accession", issuer);
    }

    public static String report(Hospital hospital) {
        return of(hospital, "report");
    }

    /** Single results of a report. */
    public static String result(Hospital hospital) {
        return of(hospital, "result");
    }

    public static String document(Hospital hospital) {
        return of(hospital, "document");
    }

    public static String appointment(Hospital hospital) {
        return of(hospital, "appointment");
    }

    /** Staff numbers. */
    public static String practitioner(Hospital hospital) {
        return of(hospital, "practitioner");
    }

    /** Wards, rooms and beds. */
    public static String location(Hospital hospital) {
        return of(hospital, "location");
    }

    /** Codes of the hospital's own. @param name of the coding system, may be empty */
    public static String codes(Hospital hospital, String name) {
        return issued(hospital, "codes", name);
    }

    private static String of(Hospital hospital, String kind) {
        return HOSPITAL + ":" + hospital.id() + ":" + kind;
    }

    private static String issued(Hospital hospital, String kind, String issuer) {
        String name = issuer == null ? "" : issuer.strip().toUpperCase(Locale.ROOT);
        boolean itself = name.isEmpty()
                || Stream.of(
                                Stream.of(hospital.id().value(), hospital.name(), hospital.nameEn()),
                                hospital.aeTitles().stream(),
                                hospital.hl7().facilities().stream().map(one -> one.substring(one.indexOf('@') + 1)))
                        .flatMap(names -> names)
                        .anyMatch(known -> known.strip().toUpperCase(Locale.ROOT).equals(name));
        String system = of(hospital, kind);
        return itself ? system : system + ":" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
