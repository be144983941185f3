package org.cloudfilm.storage.consent.book;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.SensitiveLabel;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.json.FhirContent;

/**
 * A patient's decision as a Consent (R4 section 6.2): who may read for treatment, and for how long.
 *
 * @param patient   a Patient of the person, the asking hospital's if it has one
 * @param performer who decided: the patient, or the RelatedPerson of a guardian
 * @param hospital  who may, or may not
 */
record ConsentContent(
        RecordId patient,
        RecordId performer,
        Hospital hospital,
        boolean deny,
        Instant from,
        Instant until,
        Set<SensitiveLabel> sensitive) {

    private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";
    private static final String ACT_CODE = TERMINOLOGY + "v3-ActCode";

    byte[] bytes() {
        FhirContent out = new FhirContent().begin().text("resourceType", "Consent").text("status", "active");
        concept(out, "scope", TERMINOLOGY + "consentscope", "patient-privacy");
        out.beginList("category");
        concept(out, ACT_CODE, "IDSCL");
        out.endList();
        out.reference("patient", patient.toString());
        out.text("dateTime", moment(from));
        out.beginList("performer").reference(performer.toString()).endList();
        concept(out, "policyRule", ACT_CODE, deny ? "OPTOUT" : "OPTIN");
        provision(out.begin("provision"));
        return out.end().end().bytes();
    }

    private void provision(FhirContent out) {
        out.text("type", deny ? "deny" : "permit");
        out.begin("period").text("start", moment(from));
        if (until.isBefore(GivenConsent.FOREVER)) {
            out.text("end", moment(until));
        }
        out.end();
        out.beginList("actor").begin();
        concept(out, "role", TERMINOLOGY + "v3-ParticipationType", "PRCP");
        out.begin("reference").text("type", "Organization");
        out.begin("identifier")
                .text("system", IdentifierSystems.HOSPITAL)
                .text("value", hospital.id().value())
                .end();
        out.text("display", hospital.name()).end();
        out.end().endList();
        out.beginList("action");
        concept(out, TERMINOLOGY + "consentaction", "access");
        out.endList();
        if (!sensitive.isEmpty()) {
            out.beginList("securityLabel");
            new TreeSet<>(sensitive).forEach(label -> out.coding(label.system(), label.code(), ""));
            out.endList();
        }
        out.beginList("purpose").coding(TERMINOLOGY + "v3-ActReason", Purpose.TREAT.name(), "").endList();
    }

    private static void concept(FhirContent out, String name, String system, String code) {
        out.begin(name).beginList("coding").coding(system, code, "").endList().end();
    }

    private static void concept(FhirContent out, String system, String code) {
        out.begin().beginList("coding").coding(system, code, "").endList().end();
    }

    private static String moment(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
