package org.cloudfilm.gateway.hl7v2.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.gateway.hl7v2.Repetition;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.person.ResidentId;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;

/** The identifiers of a patient (data type CX), each with the system it belongs to. */
final class PatientIdentifiers {

    private static final String TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203";
    private static final Set<String> NATIONAL = Set.of("NI", "NNCHN", "IDCARD", "SFZ");

    private final Hospital hospital;
    private final List<Identifier> identifiers = new ArrayList<>();

    PatientIdentifiers(Hospital hospital) {
        this.hospital = hospital;
    }

    void add(Repetition cx) {
        String value = cx.get(1);
        String type = cx.get(5);
        if (value.isEmpty()) {
            return;
        }
        if (NATIONAL.contains(type) || cx.get(4, 2).equals(LinkPerson.RESIDENT_ID_OID)) {
            addResidentId(value);
        } else if (type.equals("PPN")) {
            String country = Codes.first(cx.get(9), cx.get(4));
            put("urn:cloudfilm:passport" + (country.isEmpty() ? "" : ":" + country.replaceAll("[^A-Za-z0-9]", "")), value,
                    type);
        } else {
            String issuer = Codes.first(cx.get(4), cx.get(4, 2));
            put(IdentifierSystems.patient(hospital, issuer), value, type.isEmpty() ? "PI" : type);
        }
    }

    /** One that fails its check is kept, under a name that nobody takes for a strong identifier. */
    void addResidentId(String value) {
        if (value.isEmpty()) {
            return;
        }
        Optional<ResidentId> checked = ResidentId.parse(value);
        put(checked.isPresent() ? IdentifierSystems.RESIDENT_ID : IdentifierSystems.uncheckedResidentId(hospital),
                checked.map(ResidentId::value).orElse(value), "NI");
    }

    private void put(String system, String value, String type) {
        boolean known = identifiers.stream()
                .anyMatch(one -> one.getSystem().equals(system) && one.getValue().equals(value));
        if (!known) {
            Identifier identifier = new Identifier().setSystem(system).setValue(value);
            if (type.matches("[A-Z]{2,6}")) {
                identifier.setType(new CodeableConcept(new Coding().setSystem(TYPES).setCode(type)));
            }
            identifiers.add(identifier);
        }
    }

    boolean isEmpty() {
        return identifiers.isEmpty();
    }

    List<Identifier> list() {
        return identifiers;
    }
}
