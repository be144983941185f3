package org.cloudfilm.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.gateway.fhir.FhirDoor.JINYUN;
import static org.cloudfilm.gateway.fhir.FhirDoor.LISHUI;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One story for each interaction. */
class FhirStoriesTest {

    private static FhirDoor door;

    @BeforeAll
    static void open() {
        door = new FhirDoor();
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String observation(String id, String patient, String code, String date) {
        return """
                {'resourceType':'Observation','id':'%s','status':'final','code':{'coding':[{'system':'http://loinc.org',\
                'code':'%s'}]},'subject':{'reference':'Patient/%s'},'effectiveDateTime':'%s',\
                'valueQuantity':{'value':1.50,'unit':'kg','system':'http://unitsofmeasure.org','code':'kg'}}"""
                .formatted(id, code, patient, date);
    }

    @Test
    void update_newId_createdThenUpdatedThenReadInEachVersion() {
        String patient = "{'resourceType':'Patient','id':'p1','gender':'%s'}";
        HttpResponse<String> created = door.put(LISHUI, "Patient/p1", patient.formatted("male"));
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(header(created, "Location")).isEqualTo(door.base() + "/Patient/p1/_history/1");
        assertThat(header(created, "ETag")).isEqualTo("W/\"1\"");
        HttpResponse<String> updated = door.put(LISHUI, "Patient/p1", patient.formatted("female"), "If-Match", "W/\"1\"");
        assertThat(updated.statusCode()).isEqualTo(200);
        assertThat(door.put(LISHUI, "Patient/p1", patient.formatted("other"), "If-Match", "W/\"1\"").statusCode())
                .isEqualTo(412);

        HttpResponse<String> read = door.get(LISHUI, "/Patient/p1");
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(header(read, "ETag")).isEqualTo("W/\"2\"");
        assertThat(header(read, "Last-Modified")).isNotEmpty();
        assertThat(header(read, "Content-Type")).isEqualTo("application/fhir+json;charset=UTF-8");
        assertThat(read.body()).contains("\"female\"");
        assertThat(door.get(LISHUI, "/Patient/p1", "If-None-Match", "W/\"2\"").statusCode()).isEqualTo(304);
        assertThat(door.get(LISHUI, "/Patient/p1", "If-Modified-Since", header(read, "Last-Modified")).statusCode())
                .isEqualTo(304);
        assertThat(door.get(LISHUI, "/Patient/p1/_history/1").body()).contains("\"male\"");
        HttpResponse<String> history = door.get(LISHUI, "/Patient/p1/_history");
        assertThat(history.body()).contains("\"type\":\"history\"", "\"method\":\"PUT\"", "\"etag\":\"W/\\\"2\\\"\"");
        assertThat(door.get(LISHUI, "/Patient/_history?_count=1").body()).contains("\"relation\":\"next\"");
        assertThat(door.get(LISHUI, "/_history").statusCode()).isEqualTo(200);
        assertThat(door.send("HEAD", LISHUI, "/Patient/p1", (String) null).statusCode()).isEqualTo(200);
    }

    @Test
    void update_withoutTheIdOrWithAnother_refused() {
        for (String id : List.of("", "'id':'other',")) {
            String patient = "{'resourceType':'Patient'," + id + "'active':true}";
            HttpResponse<String> refused = door.put(LISHUI, "Patient/unnamed", patient);
            assertThat(refused.statusCode()).as(id).isEqualTo(400);
            assertThat(refused.body()).contains("Patient.id");
            String transaction = "{'resourceType':'Bundle','type':'transaction','entry':[{'resource':" + patient
                    + ",'request':{'method':'PUT','url':'Patient/unnamed'}}]}";
            assertThat(door.post(LISHUI, "/", transaction).statusCode()).as(id).isEqualTo(400);
        }
        assertThat(door.get(LISHUI, "/Patient/unnamed").statusCode()).isEqualTo(404);
    }

    @Test
    void delete_record_goneButItsHistoryStays() {
        door.put(LISHUI, "Patient/gone", "{'resourceType':'Patient','id':'gone'}");
        assertThat(door.send("DELETE", LISHUI, "/Patient/gone", (String) null).statusCode()).isEqualTo(204);
        HttpResponse<String> read = door.get(LISHUI, "/Patient/gone");
        assertThat(read.statusCode()).isEqualTo(410);
        assertThat(read.body()).contains("OperationOutcome", "\"deleted\"");
        assertThat(door.get(LISHUI, "/Patient/gone/_history").body()).contains("\"method\":\"DELETE\"");
        assertThat(door.send("DELETE", LISHUI, "/Patient/never-there", (String) null).statusCode()).isEqualTo(204);
    }

    @Test
    void update_ofWhatWasDeleted_createsIt_andTheHistorySaysSo() {
        String patient = "{'resourceType':'Patient','id':'again','active':%s}";
        assertThat(door.put(LISHUI, "Patient/again", patient.formatted("true")).statusCode()).isEqualTo(201);
        door.send("DELETE", LISHUI, "/Patient/again", (String) null);
        HttpResponse<String> again = door.put(LISHUI, "Patient/again", patient.formatted("true"));
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(header(again, "Location")).endsWith("/Patient/again/_history/3");
        door.put(LISHUI, "Patient/again", patient.formatted("false"));

        for (String path : List.of("/Patient/again/_history", "/Patient/_history?_count=4")) {
            Bundle history = FhirDoor.R4.newJsonParser().parseResource(Bundle.class, door.get(LISHUI, path).body());
            assertThat(history.getEntry()).extracting(entry -> entry.getResponse().getStatus())
                    .containsExactly("200 OK", "201 Created", "204 No Content", "201 Created");
            assertThat(history.getEntry()).extracting(entry -> entry.getRequest().getMethod().toCode())
                    .containsExactly("PUT", "PUT", "DELETE", "PUT");
        }
    }

    @Test
    void create_underAnIdOfOurs_theHistorySaysItWasPosted() {
        HttpResponse<String> posted = door.post(LISHUI, "/Basic", "{'resourceType':'Basic','code':{'text':'1'}}");
        String path = header(posted, "Location").substring(door.base().length()).replaceAll("/_history.*", "");
        String id = path.substring("/Basic/".length());
        door.put(LISHUI, "Basic/" + id, "{'resourceType':'Basic','id':'%s','code':{'text':'2'}}".formatted(id));

        Bundle history = FhirDoor.R4.newJsonParser().parseResource(Bundle.class, door.get(LISHUI, path + "/_history").body());
        assertThat(history.getEntry()).extracting(entry -> entry.getRequest().getMethod() + " " + entry.getRequest().getUrl())
                .containsExactly("PUT Basic/" + id, "POST Basic");
    }

    @Test
    void create_underAnIdLikeOurs_theHistorySaysItWasPut() {
        String id = "019a0000-0000-7000-8000-00000000abcd";
        for (String text : List.of("1", "2")) {
            door.put(LISHUI, "Basic/" + id, "{'resourceType':'Basic','id':'%s','code':{'text':'%s'}}".formatted(id, text));
            assertThat(door.get(LISHUI, "/Basic/" + id + "/_history").body()).doesNotContain("POST");
        }
    }

    @Test
    void history_summaryCount_theTotalAndNoVersion() {
        door.put(LISHUI, "CarePlan/counted",
                "{'resourceType':'CarePlan','id':'counted','status':'draft','intent':'plan','subject':{'display':'x'}}");
        door.put(LISHUI, "CarePlan/counted",
                "{'resourceType':'CarePlan','id':'counted','status':'active','intent':'plan','subject':{'display':'x'}}");
        door.send("DELETE", LISHUI, "/CarePlan/counted", (String) null);
        for (String path : List.of("/CarePlan/counted/_history", "/CarePlan/_history")) {
            assertThat(door.get(LISHUI, path + "?_summary=count").body()).as(path)
                    .contains("\"type\":\"history\",\"total\":3").doesNotContain("\"entry\"");
        }
        assertThat(door.get(LISHUI, "/_history?_summary=count&_since=2100-01-01").body()).contains("\"total\":0");
        assertThat(door.get(LISHUI, "/CarePlan/counted/_history?_summary=count&_since=2100-01-01").body())
                .contains("\"total\":0");
        assertThat(door.get(LISHUI, "/CarePlan/never/_history?_summary=count").statusCode()).isEqualTo(404);
    }

    @Test
    void history_at_whatWasCurrentWithinThatTime() {
        door.put(LISHUI, "Patient/at", "{'resourceType':'Patient','id':'at'}");
        for (String within : List.of("2100-01-01T00:00:00Z", "2100-01-01", "2100-01", "2100")) {
            assertThat(door.get(LISHUI, "/Patient/at/_history?_at=" + within).body()).as(within).contains("Patient/at\"");
        }
        assertThat(door.get(LISHUI, "/Patient/at/_history?_at=2000").body()).doesNotContain("\"entry\"");
        assertThat(door.get(LISHUI, "/Patient/at/_history?_at=soon").statusCode()).isEqualTo(400);
    }

    @Test
    void history_unknownParameter_isLeftOutOfSelf_andRefusedWhenStrict() {
        assertThat(door.get(LISHUI, "/Basic/_history?_list=42&_count=1").body()).contains("/Basic/_history?_count=1\"");
        HttpResponse<String> refused = door.get(
                LISHUI, "/Basic/_history?_list=42", "Prefer", "return=minimal", "Prefer", "handling=strict");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("not-supported", "_list");
    }

    @Test
    void create_ifNoneExist_onceOnly() {
        String patient = "{'resourceType':'Patient','identifier':[{'system':'urn:x','value':'once'}]}";
        HttpResponse<String> first = door.post(LISHUI, "/Patient", patient, "If-None-Exist", "identifier=urn:x|once");
        HttpResponse<String> second = door.post(LISHUI, "/Patient", patient, "If-None-Exist", "identifier=urn:x|once");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(header(second, "Location")).isEqualTo(header(first, "Location"));
        HttpResponse<String> minimal = door.post(LISHUI, "/Patient", patient, "Prefer", "return=minimal");
        assertThat(minimal.body()).isEmpty();
        assertThat(door.post(LISHUI, "/Patient", patient, "If-None-Exist", "identifier=urn:x|once").statusCode())
                .isEqualTo(412);
    }

    @Test
    void conditionalUpdateAndDelete_oneMatch_changed() {
        String account = "{'resourceType':'Account','status':'%s','identifier':[{'system':'urn:x','value':'acc'}]}";
        String where = "/Account?identifier=urn:x%7Cacc";
        assertThat(door.send("PUT", LISHUI, where, account.formatted("active"), "Content-Type", FhirDoor.JSON).statusCode())
                .isEqualTo(201);
        HttpResponse<String> updated =
                door.send("PUT", LISHUI, where, account.formatted("inactive"), "Content-Type", FhirDoor.JSON);
        assertThat(updated.statusCode()).isEqualTo(200);
        assertThat(header(updated, "ETag")).isEqualTo("W/\"2\"");
        assertThat(door.send("DELETE", LISHUI, where, (String) null).statusCode()).isEqualTo(204);
        assertThat(door.get(LISHUI, where).body()).contains("\"total\":0");
    }

    @Test
    void search_patientCodeDate_pagedByGetAndPost() {
        door.put(LISHUI, "Patient/s1", "{'resourceType':'Patient','id':'s1'}");
        for (int day = 1; day <= 5; day++) {
            door.put(LISHUI, "Observation/s1-" + day, observation("s1-" + day, "s1", "29463-7", "2026-01-0" + day));
        }
        HttpResponse<String> page = door.get(LISHUI,
                "/Observation?patient=Patient/s1&code=http://loinc.org%7C29463-7&date=ge2026-01-02&_count=3&_total=accurate");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("\"type\":\"searchset\"", "\"total\":4", "\"mode\":\"match\"",
                "\"relation\":\"next\"", "\"fullUrl\":\"" + door.base() + "/Observation/s1-", "1.50");
        HttpResponse<String> posted = door.send("POST", LISHUI, "/Observation/_search", "patient=s1&_summary=count",
                "Content-Type", "application/x-www-form-urlencoded");
        assertThat(posted.body()).contains("\"total\":5").doesNotContain("\"entry\"");
        String form = "application/x-www-form-urlencoded";
        assertThat(door.send("POST", LISHUI, "/Observation/_search", "patient=s1&_elements=code", "Content-Type", form).body())
                .as("a form says how to answer as a URL does").contains("SUBSETTED", "29463-7").doesNotContain("2026-01-0");
        assertThat(door.send("POST", LISHUI, "/_search", "_type=Patient&_id=s1&_format=xml", "Content-Type", form).body())
                .startsWith("<Bundle");
        var bundle = door.client(LISHUI).search().byUrl("Observation?patient=s1&_count=2")
                .returnBundle(org.hl7.fhir.r4.model.Bundle.class).execute();
        int found = bundle.getEntry().size();
        while (bundle.getLink("next") != null) {
            bundle = door.client(LISHUI).loadPage().next(bundle).execute();
            found += bundle.getEntry().size();
        }
        assertThat(found).isEqualTo(5);
        assertThat(door.get(LISHUI, "/?_type=Patient,Observation&_id=s1").body()).contains("\"total\":1");
    }

    @Test
    void search_severalTypes_pagedOneAfterTheOther() {
        for (int i = 0; i < 5; i++) {
            door.put(LISHUI, "Basic/types-" + i, "{'resourceType':'Basic','id':'types-" + i
                    + "','meta':{'tag':[{'code':'types'}]},'code':{'text':'x'}}");
            door.put(LISHUI, "Location/types-" + i, "{'resourceType':'Location','id':'types-" + i
                    + "','meta':{'tag':[{'code':'types'}]}}");
        }
        List<String> found = new ArrayList<>();
        Bundle page = door.client(LISHUI).search()
                .byUrl(door.base() + "?_type=Basic,Patient,Location&_tag=types&_count=3&_total=accurate")
                .returnBundle(Bundle.class).execute();
        assertThat(page.getTotal()).isEqualTo(10);
        for (int pages = 1; ; pages++) {
            assertThat(page.getEntry()).hasSizeBetween(1, 3);
            page.getEntry().forEach(entry -> found.add(entry.getFullUrl()));
            if (page.getLink("next") == null) {
                break;
            }
            assertThat(pages).isLessThan(6);
            page = door.client(LISHUI).loadPage().next(page).execute();
        }
        assertThat(found).hasSize(10).doesNotHaveDuplicates();
        assertThat(door.get(LISHUI, "?_type=Basic,Location&_page=7.x").statusCode()).isEqualTo(400);
        assertThat(door.get(LISHUI, "?_type=Basic,Location&_sort=_id").statusCode()).isEqualTo(400);
    }

    @Test
    void search_unknownParameter_leftOutOrRefused() {
        HttpResponse<String> lenient = door.get(LISHUI, "/Patient?shoe-size=44");
        assertThat(lenient.statusCode()).isEqualTo(200);
        assertThat(lenient.body()).contains("\"mode\":\"outcome\"", "shoe-size");
        HttpResponse<String> strict = door.get(LISHUI, "/Patient?shoe-size=44", "Prefer", "handling=strict");
        assertThat(strict.statusCode()).isEqualTo(400);
        assertThat(strict.body()).contains("\"expression\":[\"shoe-size\"]");
    }

    @Test
    void patch_jsonAndFhirPath_oneElementChanged() {
        door.put(LISHUI, "Patient/pp", "{'resourceType':'Patient','id':'pp','gender':'male','name':[{'family':'Li'}]}");
        HttpResponse<String> json = door.send("PATCH", LISHUI, "/Patient/pp",
                "[{'op':'test','path':'/gender','value':'male'},{'op':'replace','path':'/gender','value':'female'},"
                        + "{'op':'add','path':'/name/0/given','value':['Na']}]",
                "Content-Type", "application/json-patch+json");
        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(json.body()).contains("\"female\"", "\"Na\"");
        HttpResponse<String> path = door.send("PATCH", LISHUI, "/Patient/pp", """
                {'resourceType':'Parameters','parameter':[{'name':'operation','part':[
                {'name':'type','valueCode':'replace'},{'name':'path','valueString':'Patient.gender'},
                {'name':'value','valueCode':'other'}]},{'name':'operation','part':[
                {'name':'type','valueCode':'add'},{'name':'path','valueString':'Patient'},
                {'name':'name','valueString':'birthDate'},{'name':'value','valueDate':'1980-01-01'}]},
                {'name':'operation','part':[{'name':'type','valueCode':'delete'},
                {'name':'path','valueString':'Patient.name[0].given'}]}]}""", "Content-Type", FhirDoor.JSON);
        assertThat(path.body()).contains("\"other\"", "1980-01-01").doesNotContain("\"Na\"");
        assertThat(path.statusCode()).isEqualTo(200);
        HttpResponse<String> stale = door.send("PATCH", LISHUI, "/Patient/pp", "[]",
                "Content-Type", "application/json-patch+json", "If-Match", "W/\"1\"");
        assertThat(stale.statusCode()).isEqualTo(412);
        HttpResponse<String> failed = door.send("PATCH", LISHUI, "/Patient/pp",
                "[{'op':'test','path':'/gender','value':'male'}]", "Content-Type", "application/json-patch+json");
        assertThat(failed.statusCode()).isEqualTo(422);
        assertThat(failed.body()).contains("\"expression\":[\"/gender\"]");
    }

    @Test
    void transaction_writesAndReads_oneWhole() {
        HttpResponse<String> done = door.post(LISHUI, "/", """
                {'resourceType':'Bundle','type':'transaction','entry':[
                {'request':{'method':'GET','url':'Patient?identifier=urn:x|t1'}},
                {'fullUrl':'urn:uuid:6a2cfd6d-8a2c-4b42-9e5e-6f9f4f6d8a11','resource':{'resourceType':'Patient',
                'identifier':[{'system':'urn:x','value':'t1'}]},'request':{'method':'POST','url':'Patient'}},
                {'resource':{'resourceType':'Observation','status':'final','code':{'text':'x'},
                'subject':{'reference':'urn:uuid:6a2cfd6d-8a2c-4b42-9e5e-6f9f4f6d8a11'}},
                'request':{'method':'POST','url':'Observation'}}]}""");
        assertThat(done.body()).contains("transaction-response", "201 Created", "\"location\":\"Observation/");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).contains("\"type\":\"searchset\"");
        assertThat(door.get(LISHUI, "/Observation?patient.identifier=urn:x%7Ct1").body()).contains("Observation");

        HttpResponse<String> refused = door.post(LISHUI, "/", """
                {'resourceType':'Bundle','type':'transaction','entry':[
                {'request':{'method':'GET','url':'Patient?identifier=urn:x|t1'}},
                {'resource':{'resourceType':'Patient','id':'t2'},'request':{'method':'PUT','url':'Patient/t2'}},
                {'resource':{'resourceType':'Observation','code':{'text':'no status'}},
                'request':{'method':'POST','url':'Observation'}}]}""");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Bundle.entry[2].resource");
        assertThat(door.get(LISHUI, "/Patient/t2").statusCode()).isEqualTo(404);
    }

    @Test
    void batch_oneBadEntry_othersDone() {
        HttpResponse<String> done = door.post(LISHUI, "/", """
                {'resourceType':'Bundle','type':'batch','entry':[
                {'resource':{'resourceType':'Patient','id':'b1'},'request':{'method':'PUT','url':'Patient/b1'}},
                {'resource':{'resourceType':'Observation'},'request':{'method':'POST','url':'Observation'}},
                {'request':{'method':'GET','url':'Patient/b1'}}]}""");
        assertThat(done.body()).contains("201 Created", "422 Unprocessable Entity", "\"outcome\":{", "200 OK");
    }

    @Test
    void binary_rawInAndOut() {
        byte[] pdf = "%PDF-1.7 not really".getBytes();
        HttpResponse<byte[]> created = door.send("POST", LISHUI, "/Binary", pdf, "Content-Type", "application/pdf");
        assertThat(created.statusCode()).isEqualTo(201);
        String location = header(created, "Location").replaceAll("/_history.*", "");
        HttpResponse<byte[]> raw = door.send("GET", LISHUI, location, (byte[]) null, "Accept", "application/pdf");
        assertThat(header(raw, "Content-Type")).startsWith("application/pdf");
        assertThat(raw.body()).isEqualTo(pdf);
        HttpResponse<String> fhir = door.get(LISHUI, location, "Accept", FhirDoor.JSON);
        assertThat(fhir.body()).contains("\"data\":\"" + Base64.getEncoder().encodeToString(pdf));
        byte[] large = new byte[300_000];
        new java.util.Random(1).nextBytes(large);
        HttpResponse<byte[]> kept = door.send("POST", LISHUI, "/Binary", large, "Content-Type", "image/jpeg");
        String place = header(kept, "Location").replaceAll("/_history.*", "");
        assertThat(door.send("GET", LISHUI, place, (byte[]) null).body()).isEqualTo(large);
        assertThat(door.get(LISHUI, place, "Accept", FhirDoor.JSON).body())
                .contains(Base64.getEncoder().encodeToString(large));
    }

    @Test
    void formats_xmlPrettySummaryElements() {
        HttpResponse<String> created = door.send("POST", LISHUI, "/Patient",
                "<Patient xmlns='http://hl7.org/fhir'><name><family value='Wang'/><given value='Wei'/></name>"
                        + "<birthDate value='1990-02-03'/></Patient>",
                "Content-Type", FhirDoor.XML, "Accept", FhirDoor.XML);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).startsWith("<Patient xmlns=\"http://hl7.org/fhir\">").contains("Wang");
        String location = header(created, "Location").replaceAll("/_history.*", "");
        assertThat(door.get(LISHUI, location + "?_format=xml").body()).startsWith("<Patient");
        assertThat(door.get(LISHUI, location + "?_pretty=true").body()).contains("{\n  \"resourceType\": \"Patient\"");
        String elements = door.get(LISHUI, location + "?_elements=birthDate").body();
        assertThat(elements).contains("1990-02-03", "SUBSETTED").doesNotContain("Wang");
        door.put(LISHUI, "Observation/choice", """
                {'resourceType':'Observation','id':'choice','status':'final','code':{'text':'x'},
                'effectiveDateTime':'2026-01-01','valueQuantity':{'value':5.40,'unit':'mm'}}""");
        for (String choice : List.of("value", "value%5Bx%5D", "valueQuantity", "Observation.value",
                "Observation.value%5Bx%5D", "Patient.name,Observation.value")) {
            for (String path : List.of("/Observation/choice?", "/Observation?_id=choice&", "/Observation/choice/_history?")) {
                assertThat(door.get(LISHUI, path + "_elements=" + choice).body()).as(path + choice)
                        .contains("\"valueQuantity\":{\"value\":5.40,\"unit\":\"mm\"}", "SUBSETTED", "\"final\"")
                        .doesNotContain("2026-01-01\"");
            }
        }
        assertThat(door.get(LISHUI, location + "?_summary=true").body()).contains("Wang", "SUBSETTED");
        assertThat(door.get(LISHUI, location, "Accept", "text/csv").statusCode()).isEqualTo(406);
        assertThat(door.get(LISHUI, "/Patient?_format=xml").body()).startsWith("<Bundle");
        HttpResponse<String> unknown = door.send("POST", LISHUI, "/Patient",
                "<Patient xmlns='http://hl7.org/fhir'><shoe value='1'/></Patient>", "Content-Type", FhirDoor.XML);
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(unknown.body()).contains("shoe");
    }

    @Test
    void binary_tooLargeForXml_refusedButGivenAsJson() {
        byte[] large = new byte[13 << 20];
        assertThat(door.send("PUT", LISHUI, "/Binary/large", large, "Content-Type", "application/pdf", "Accept",
                FhirDoor.XML).statusCode()).isEqualTo(201);
        HttpResponse<String> xml = door.get(LISHUI, "/Binary/large", "Accept", FhirDoor.XML);
        assertThat(xml.statusCode()).isEqualTo(406);
        assertThat(xml.body()).contains("<OperationOutcome", "too-costly");
        assertThat(door.get(LISHUI, "/Binary?_id=large&_format=xml").statusCode()).isEqualTo(406);
        assertThat(door.get(LISHUI, "/Binary/large", "Accept", FhirDoor.JSON).statusCode()).isEqualTo(200);
    }

    @Test
    void everything_patient_allOfThem() {
        door.put(LISHUI, "Organization/org1", "{'resourceType':'Organization','id':'org1','name':'O'}");
        door.put(LISHUI, "Patient/ev", "{'resourceType':'Patient','id':'ev','managingOrganization':{'reference':'Organization/org1'}}");
        door.put(LISHUI, "Observation/ev1", observation("ev1", "ev", "1-1", "2026-01-01"));
        door.put(LISHUI, "Condition/ev2", "{'resourceType':'Condition','id':'ev2','subject':{'reference':'Patient/ev'}}");
        String all = door.get(LISHUI, "/Patient/ev/$everything").body();
        assertThat(all).contains("Patient/ev\"", "Observation/ev1\"", "Condition/ev2\"", "Organization/org1\"", "\"include\"");
        var client = door.client(LISHUI);
        var page = client.search().byUrl(door.base() + "/Patient/ev/$everything?_count=1")
                .returnBundle(org.hl7.fhir.r4.model.Bundle.class).execute();
        java.util.Set<String> seen = new java.util.HashSet<>();
        for (int pages = 0; pages < 10; pages++) {
            page.getEntry().forEach(e -> seen.add(e.getResource().fhirType()));
            if (page.getLink("next") == null) {
                break;
            }
            page = client.loadPage().next(page).execute();
        }
        assertThat(seen).containsExactlyInAnyOrder("Patient", "Observation", "Condition", "Organization");
        assertThat(door.get(JINYUN, "/Patient/ev/$everything").statusCode()).isEqualTo(404);
    }

    @Test
    void validate_againstABaseDefinition_isTheStructure() {
        String base = "/Observation/$validate?profile=http://hl7.org/fhir/StructureDefinition/";
        String good = "{'resourceType':'Observation','status':'final','code':{'text':'x'}}";
        for (String profile : List.of("Observation", "Observation%7C4.0.1", "DomainResource", "Resource")) {
            HttpResponse<String> answer = door.post(LISHUI, base + profile, good);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).as(profile).contains("\"severity\":\"information\"");
        }
        assertThat(door.post(LISHUI, base + "Observation", good.replace("'final'", "'final','shoe':1")).body())
                .contains("\"severity\":\"error\"", "shoe");
        assertThat(door.post(LISHUI, base + "Patient", good).body()).contains("\"severity\":\"error\"", "type");
        for (String unknown : List.of("vitalsigns", "Observation%7C5.0.0", "Shoe")) {
            assertThat(door.post(LISHUI, base + unknown, good).statusCode()).as(unknown).isEqualTo(400);
        }
    }

    @Test
    void validate_badResource_flawsWithPaths() {
        HttpResponse<String> bad = door.post(LISHUI, "/Observation/$validate",
                "{'resourceType':'Observation','status':'perhaps','code':{'text':'x'}}");
        assertThat(bad.statusCode()).isEqualTo(200);
        assertThat(bad.body()).contains("Observation.status");
        assertThat(door.post(LISHUI, "/Patient/$validate", "{'resourceType':'Patient'}").body()).contains("information");
        HttpResponse<String> xml = door.send("POST", LISHUI, "/Observation/$validate",
                "<Observation xmlns='http://hl7.org/fhir'><status value='done'/><shoe value='1'/></Observation>",
                "Content-Type", FhirDoor.XML);
        assertThat(xml.statusCode()).isEqualTo(200);
        assertThat(xml.body()).contains("status", "shoe");
    }

    @Test
    void document_composition_bundleWithWhatItNames() {
        door.put(LISHUI, "Patient/doc", "{'resourceType':'Patient','id':'doc'}");
        door.put(LISHUI, "Practitioner/doc", "{'resourceType':'Practitioner','id':'doc'}");
        door.put(LISHUI, "Composition/doc", """
                {'resourceType':'Composition','id':'doc','status':'final','type':{'text':'letter'},'date':'2026-01-01',
                'title':'T','subject':{'reference':'Patient/doc'},'author':[{'reference':'Practitioner/doc'}]}""");
        String document = door.get(LISHUI, "/Composition/doc/$document").body();
        assertThat(document).contains("\"type\":\"document\"", "urn:uuid:", "Patient/doc\"", "Practitioner/doc\"");
        for (String id : List.of("doc", "Composition/doc", door.base() + "/Composition/doc")) {
            assertThat(door.get(LISHUI, "/Composition/$document?id=" + id).body())
                    .contains("Patient/doc\"", "Practitioner/doc\"");
        }
        String parameters = """
                {'resourceType':'Parameters','parameter':[{'name':'id','valueUri':'Composition/doc'},
                {'name':'persist','valueBoolean':true}]}""";
        for (String path : List.of("/Composition/$document", "/Composition/doc/$document")) {
            HttpResponse<String> kept = door.post(LISHUI, path, parameters);
            assertThat(kept.statusCode()).isEqualTo(201);
            String place = header(kept, "Location").substring(door.base().length()).replaceAll("/_history.*", "");
            assertThat(door.get(LISHUI, place).body()).contains("\"type\":\"document\"", "Patient/doc\"");
        }
        assertThat(door.get(LISHUI, "/Composition/$document").statusCode()).isEqualTo(400);
        assertThat(door.get(LISHUI, "/Composition/$document?id=Patient/doc").statusCode()).isEqualTo(400);
        assertThat(door.get(JINYUN, "/Composition/$document?id=doc").statusCode()).isEqualTo(404);
    }

    @Test
    void metadata_withoutToken_saysWhatWorks() {
        HttpResponse<String> metadata = door.get(null, "/metadata");
        assertThat(metadata.statusCode()).isEqualTo(200);
        assertThat(metadata.body()).contains("CapabilityStatement", "\"4.0.1\"", "value-quantity", "everything");
        assertThat(door.client(LISHUI).capabilities().ofType(org.hl7.fhir.r4.model.CapabilityStatement.class).execute()
                .getRestFirstRep().getResource()).hasSizeGreaterThan(40);
    }
}
