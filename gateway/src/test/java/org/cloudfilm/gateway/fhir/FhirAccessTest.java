package org.cloudfilm.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.gateway.fhir.FhirDoor.JINYUN;
import static org.cloudfilm.gateway.fhir.FhirDoor.LISHUI;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What may not be read is absent, by whatever way it is asked for. */
class FhirAccessTest {

    private static final String RESIDENT = "34052419800101001X";
    private static final String OWN = "patient." + RESIDENT;

    private static FhirDoor door;

    @BeforeAll
    static void open() {
        door = new FhirDoor();
        door.put(LISHUI, "Patient/secret", """
                {'resourceType':'Patient','id':'secret','identifier':[{'use':'official','system':\
                'urn:oid:2.16.156.10011.1.3','value':'%s'}],'name':[{'text':'张三'}],'birthDate':'1980-01-01'}"""
                .formatted(RESIDENT));
        door.put(LISHUI, "Observation/secret", """
                {'resourceType':'Observation','id':'secret','status':'final','code':{'text':'x'},\
                'subject':{'reference':'Patient/secret'}}""");
        door.put(LISHUI, "Organization/lishui", "{'resourceType':'Organization','id':'lishui','name':'Lishui'}");
        door.put(JINYUN, "Patient/theirs", "{'resourceType':'Patient','id':'theirs'}");
        door.put(JINYUN, "Observation/theirs", """
                {'resourceType':'Observation','id':'theirs','status':'final','code':{'text':'x'},\
                'subject':{'reference':'Patient/secret'},'hasMember':[{'reference':'Observation/secret'}]}""");
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    @Test
    void otherHospital_anyRoute_findsNothing() {
        for (String path : new String[] {
            "/Patient/secret", "/Patient/secret/_history/1", "/Patient/secret/_history", "/Patient/secret/$everything",
            "/Observation/secret"
        }) {
            HttpResponse<String> response = door.get(JINYUN, path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(response.body()).as(path).contains("OperationOutcome").doesNotContain("张三");
        }
        for (String path : new String[] {
            "/Patient?_id=secret&_total=accurate", "/Observation?patient=Patient/secret&_total=accurate",
            "/Observation?patient.identifier=" + RESIDENT + "&_total=accurate",
            "/Patient?_has:Observation:patient:status=final&_id=secret&_summary=count"
        }) {
            HttpResponse<String> response = door.get(JINYUN, path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.body()).as(path).contains("\"total\":0");
        }
        for (String path : new String[] {
            "/Observation?_id=theirs&_include=Observation:subject&_include=Observation:has-member",
            "/_history", "/Patient/_history", "/Observation/_history", "/?_type=Patient,Observation"
        }) {
            assertThat(door.get(JINYUN, path).body()).as(path)
                    .doesNotContain("Patient/secret\",\"resource", "Observation/secret\",\"resource", "张三");
        }
    }

    @Test
    void otherHospital_writes_forbiddenAndNothingTold() {
        HttpResponse<String> update = door.put(JINYUN, "Patient/secret", "{'resourceType':'Patient','id':'secret'}");
        assertThat(update.statusCode()).isEqualTo(403);
        assertThat(update.body()).doesNotContain("张三", "lishui");
        assertThat(door.send("PATCH", JINYUN, "/Patient/secret", "[]", "Content-Type", "application/json-patch+json")
                .statusCode()).isEqualTo(404);
        assertThat(door.get(LISHUI, "/Patient/secret").body()).contains("张三");
    }

    @Test
    void directory_everyHospital_reads() {
        assertThat(door.get(JINYUN, "/Organization/lishui").statusCode()).isEqualTo(200);
        assertThat(door.get(JINYUN, "/Organization?name=lishui").body()).contains("Lishui");
    }

    @Test
    void patient_own_readsAndSeesWhoDid() {
        assertThat(door.get(LISHUI, "/Patient/secret").statusCode()).isEqualTo(200);
        assertThat(door.get(OWN, "/Patient/secret").statusCode()).isEqualTo(200);
        assertThat(door.get(OWN, "/Observation?patient=secret").body()).contains("Observation/secret\"");
        assertThat(door.get(OWN, "/Patient/theirs").statusCode()).isEqualTo(404);
        assertThat(door.put(OWN, "Patient/secret", "{'resourceType':'Patient','id':'secret'}").statusCode()).isEqualTo(403);
        HttpResponse<String> trail = door.get(OWN, "/AuditEvent?entity=Patient/secret&outcome=0");
        assertThat(trail.statusCode()).isEqualTo(200);
        assertThat(trail.body()).contains("AuditEvent", LISHUI, "open-record").doesNotContain("Patient/theirs");
        String stranger = "patient.11010519491231002X";
        assertThat(door.get(stranger, "/Patient/secret").statusCode()).isEqualTo(404);
        assertThat(door.get(stranger, "/AuditEvent").body()).doesNotContain("\"entry\"");
    }

    @Test
    void auditEvent_adminReads_hospitalDoesNot_nobodyWrites() {
        assertThat(door.get("admin.x", "/AuditEvent?date=ge2020-01-01&_count=2").body())
                .contains("\"relation\":\"next\"", "AuditEvent");
        assertThat(door.get(LISHUI, "/AuditEvent").body()).doesNotContain("\"entry\"");
        assertThat(door.get("admin.x", "/Patient/secret").statusCode()).isEqualTo(404);
        HttpResponse<String> written = door.post(LISHUI, "/AuditEvent", "{'resourceType':'AuditEvent'}");
        assertThat(written.statusCode()).isEqualTo(405);
        assertThat(written.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
    }

    @Test
    void token_missingOrOfNobody_401And403() {
        assertThat(door.get(null, "/Patient/secret").statusCode()).isEqualTo(401);
        HttpResponse<String> nobody = door.get("juggler.x", "/Patient/secret");
        assertThat(nobody.statusCode()).isEqualTo(403);
        assertThat(nobody.body()).contains("OperationOutcome");
    }
}
