package org.cloudfilm.storage.record;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The types of FHIR R4 resources that are kept. The numbers are in the database: they never change and are never given
 * anew.
 */
public enum ResourceType {
    PATIENT(1, "Patient", false),
    RELATED_PERSON(2, "RelatedPerson", false),
    PRACTITIONER(3, "Practitioner", true),
    PRACTITIONER_ROLE(4, "PractitionerRole", true),
    ORGANIZATION(5, "Organization", true),
    LOCATION(6, "Location", true),
    ENDPOINT(7, "Endpoint", true),
    ENCOUNTER(8, "Encounter", false),
    EPISODE_OF_CARE(9, "EpisodeOfCare", false),
    CONDITION(10, "Condition", false),
    ALLERGY_INTOLERANCE(11, "AllergyIntolerance", false),
    PROCEDURE(12, "Procedure", false),
    OBSERVATION(13, "Observation", false),
    DIAGNOSTIC_REPORT(14, "DiagnosticReport", false),
    IMAGING_STUDY(15, "ImagingStudy", false),
    SERVICE_REQUEST(16, "ServiceRequest", false),
    SPECIMEN(17, "Specimen", false),
    MEDIA(18, "Media", false),
    DOCUMENT_REFERENCE(19, "DocumentReference", false),
    BINARY(20, "Binary", false),
    COMPOSITION(21, "Composition", false),
    BUNDLE(22, "Bundle", false),
    MEDICATION_REQUEST(23, "MedicationRequest", false),
    MEDICATION_STATEMENT(24, "MedicationStatement", false),
    IMMUNIZATION(25, "Immunization", false),
    CARE_PLAN(26, "CarePlan", false),
    CONSENT(27, "Consent", false),
    ACCOUNT(28, "Account", false),
    CHARGE_ITEM(29, "ChargeItem", false),
    CHARGE_ITEM_DEFINITION(30, "ChargeItemDefinition", true),
    INVOICE(31, "Invoice", false),
    PAYMENT_NOTICE(32, "PaymentNotice", false),
    PAYMENT_RECONCILIATION(33, "PaymentReconciliation", false),
    COVERAGE(34, "Coverage", false),
    CLAIM(35, "Claim", false),
    EXPLANATION_OF_BENEFIT(36, "ExplanationOfBenefit", false),
    TASK(37, "Task", false),
    COMMUNICATION(38, "Communication", false),
    AUDIT_EVENT(39, "AuditEvent", false),
    PROVENANCE(40, "Provenance", false),
    SUBSCRIPTION(41, "Subscription", false),
    VALUE_SET(42, "ValueSet", true),
    CODE_SYSTEM(43, "CodeSystem", true),
    BASIC(44, "Basic", false),
    DOCUMENT_MANIFEST(45, "DocumentManifest", false),
    LIST(46, "List", false),
    DEVICE(47, "Device", false),
    MEDICATION(48, "Medication", true),
    HEALTHCARE_SERVICE(49, "HealthcareService", true),
    CARE_TEAM(50, "CareTeam", false),
    MEDICATION_ADMINISTRATION(51, "MedicationAdministration", false),
    SUPPLY_DELIVERY(52, "SupplyDelivery", false);

    private static final Map<String, ResourceType> BY_NAME = new HashMap<>();
    private static final ResourceType[] BY_NUMBER = new ResourceType[values().length + 1];

    static {
        for (ResourceType type : values()) {
            BY_NAME.put(type.typeName, type);
            BY_NUMBER[type.number] = type;
        }
    }

    private final short number;
    private final String typeName;
    private final boolean directory;

    ResourceType(int number, String typeName, boolean directory) {
        this.number = (short) number;
        this.typeName = typeName;
        this.directory = directory;
    }

    public short number() {
        return number;
    }

    /** As FHIR writes it, such as {@code ImagingStudy}. */
    public String typeName() {
        return typeName;
    }

    /** Says who and what there is in the province's hospitals, nothing of any patient: open to every known requester. */
    public boolean directory() {
        return directory;
    }

    /** Empty for types of R4 that are not kept, and for names that are no types at all. */
    public static Optional<ResourceType> find(String typeName) {
        return Optional.ofNullable(BY_NAME.get(typeName));
    }

    public static ResourceType ofNumber(int number) {
        return BY_NUMBER[number];
    }

    @Override
    public String toString() {
        return typeName;
    }
}
