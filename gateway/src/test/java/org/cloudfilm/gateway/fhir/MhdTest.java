package org.cloudfilm.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.gateway.fhir.FhirDoor.LISHUI;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.gclient.ICriterion;
import ca.uhn.fhir.rest.gclient.StringClientParam;
import ca.uhn.fhir.rest.gclient.TokenClientParam;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;

/** IHE MHD: a document is provided (ITI-65), found (ITI-66, ITI-67) and retrieved (ITI-68). */
class MhdTest {

    private static final String MHD = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/";
    private static final byte[] LETTER = "出院小结".getBytes(StandardCharsets.UTF_8);

    @Test
    void document_providedFoundRetrieved() throws Exception {
        try (FhirDoor door = new FhirDoor()) {
            var client = door.client(LISHUI);
            Patient patient = new Patient();
            patient.setId("mhd");
            client.update().resource(patient).execute();

            Bundle answer = client.transaction().withBundle(provided()).execute();
            assertThat(answer.getEntry()).hasSize(3).allSatisfy(entry ->
                    assertThat(entry.getResponse().getStatus()).startsWith("201"));

            Bundle lists = client.search().byUrl("List?code=submissionset&patient=mhd&status=current")
                    .returnBundle(Bundle.class).execute();
            assertThat(lists.getEntry()).hasSize(1);
            Bundle documents = client.search()
                    .byUrl("DocumentReference?patient=mhd&status=current&identifier=urn:ietf:rfc:3986|urn:oid:1.2.3"
                            + "&creation=ge2026-01-01&creation=lt2026-02-01")
                    .returnBundle(Bundle.class).execute();
            assertThat(documents.getEntry()).hasSize(1);
            DocumentReference document = (DocumentReference) documents.getEntryFirstRep().getResource();
            String url = document.getContentFirstRep().getAttachment().getUrl();
            assertThat(url).startsWith("Binary/");
            var raw = door.send("GET", LISHUI, "/" + url, (byte[]) null, "Accept", "text/plain");
            assertThat(raw.body()).isEqualTo(LETTER);
        }
    }

    @Test
    void document_provided_itsPatientReadsItAndNobodyElse() throws Exception {
        String resident = "34052419800101001X";
        try (FhirDoor door = new FhirDoor()) {
            Patient patient = new Patient();
            patient.setId("mhd");
            patient.addIdentifier()
                    .setUse(Identifier.IdentifierUse.OFFICIAL)
                    .setSystem("urn:oid:2.16.156.10011.1.3")
                    .setValue(resident);
            patient.addName().setText("张三");
            patient.setBirthDateElement(new DateType("1980-01-01"));
            door.client(LISHUI).update().resource(patient).execute();
            door.client(LISHUI).transaction().withBundle(provided()).execute();

            Bundle documents = door.client("patient." + resident).search()
                    .byUrl("DocumentReference?patient=mhd").returnBundle(Bundle.class).execute();
            DocumentReference document = (DocumentReference) documents.getEntryFirstRep().getResource();
            String url = "/" + document.getContentFirstRep().getAttachment().getUrl();
            assertThat(door.send("GET", "patient." + resident, url, (byte[]) null, "Accept", "text/plain").body())
                    .isEqualTo(LETTER);
            assertThat(door.get("patient.11010519491231002X", url).statusCode()).isEqualTo(404);
            assertThat(door.get(FhirDoor.JINYUN, url).statusCode()).isEqualTo(404);
        }
    }

    /** What MHD adds to R4 is in extensions of the submission. */
    @Test
    void list_foundBySourceAndDesignation() throws Exception {
        try (FhirDoor door = new FhirDoor()) {
            var client = door.client(LISHUI);
            Patient patient = new Patient();
            patient.setId("mhd");
            client.update().resource(patient).execute();
            client.transaction().withBundle(provided()).execute();
            String id = client.search().forResource(ListResource.class).returnBundle(Bundle.class).execute()
                    .getEntryFirstRep().getResource().getIdElement().getIdPart();

            assertThat(found(client, new TokenClientParam("sourceId").exactly().identifier("urn:oid:1.2.3.4")))
                    .containsExactly(id);
            assertThat(found(client, new TokenClientParam("sourceId").exactly()
                    .systemAndIdentifier("urn:ietf:rfc:3986", "urn:oid:1.2.3.4"))).containsExactly(id);
            assertThat(found(client, new TokenClientParam("sourceId").exactly().identifier("225728007"))).isEmpty();
            assertThat(found(client, new TokenClientParam("designationType").exactly()
                    .systemAndCode("http://snomed.info/sct", "225728007"))).containsExactly(id);
            assertThat(found(client, new TokenClientParam("designationType").exactly().code("urn:oid:1.2.3.4")))
                    .as("another extension's").isEmpty();
            assertThat(found(client, new StringClientParam("designationType:text").matches().value("discharge")))
                    .containsExactly(id);
            assertThat(found(client, new TokenClientParam("designationType:missing").exactly().code("true"))).isEmpty();
            assertThat(client.search().byUrl("List?_sort=-sourceId,designationType").returnBundle(Bundle.class).execute()
                    .getEntry()).hasSize(1);
            assertThat(client.capabilities().ofType(CapabilityStatement.class).execute().getRestFirstRep().getResource())
                    .filteredOn(resource -> resource.getType().equals("List"))
                    .flatExtracting(resource -> resource.getSearchParam().stream().map(p -> p.getName()).toList())
                    .contains("sourceId", "designationType");
        }
    }

    private static List<String> found(IGenericClient client, ICriterion<?> criterion) {
        Bundle lists = client.search().forResource(ListResource.class).where(criterion).returnBundle(Bundle.class).execute();
        return lists.getEntry().stream().map(entry -> entry.getResource().getIdElement().getIdPart()).toList();
    }

    private static Bundle provided() {
        DocumentReference document = new DocumentReference()
                .setStatus(DocumentReferenceStatus.CURRENT)
                .setSubject(new Reference("Patient/mhd"));
        document.setMasterIdentifier(new Identifier().setSystem("urn:ietf:rfc:3986").setValue("urn:oid:1.2.3"));
        document.addContent().getAttachment()
                .setCreationElement(new DateTimeType("2026-01-09")).setContentType("text/plain").setUrl("urn:uuid:aaaaaaaa-0000-4000-8000-000000000002");
        ListResource submission = new ListResource()
                .setStatus(ListResource.ListStatus.CURRENT)
                .setMode(ListResource.ListMode.WORKING)
                .setSubject(new Reference("Patient/mhd"))
                .setCode(new CodeableConcept());
        submission.addExtension(MHD + "ihe-sourceId",
                new Identifier().setSystem("urn:ietf:rfc:3986").setValue("urn:oid:1.2.3.4"));
        submission.addExtension(MHD + "ihe-designationType", new CodeableConcept().addCoding(
                new Coding("http://snomed.info/sct", "225728007", "Discharge")));
        submission.addExtension("https://example.org/unknown", new StringType("225728007"));
        submission.getCode().addCoding()
                .setSystem("https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes").setCode("submissionset");
        submission.addEntry().setItem(new Reference("urn:uuid:aaaaaaaa-0000-4000-8000-000000000001"));
        Binary binary = new Binary();
        binary.setContentType("text/plain").setContent(LETTER);
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        bundle.getMeta().addProfile(
                "https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.UnContained.Comprehensive.ProvideBundle");
        List<Resource> resources = List.of(submission, document, binary);
        for (int i = 0; i < resources.size(); i++) {
            bundle.addEntry()
                    .setFullUrl("urn:uuid:aaaaaaaa-0000-4000-8000-00000000000" + i)
                    .setResource(resources.get(i))
                    .getRequest().setMethod(HTTPVerb.POST).setUrl(resources.get(i).fhirType());
        }
        return bundle;
    }
}
