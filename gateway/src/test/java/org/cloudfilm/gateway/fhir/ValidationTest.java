package org.cloudfilm.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cloudfilm.gateway.fhir.FhirDoor.JINYUN;
import static org.cloudfilm.gateway.fhir.FhirDoor.LISHUI;

import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles and terminology of a deployment: in $validate, and on write. */
class ValidationTest {

    private static final String PROFILE = "https://cloudfilm.example/StructureDefinition/ward-observation";
    private static final String ON_WARD = "'category':[{'coding':[{'system':'https://cloudfilm.example/wards','code':'%s'}]}],";
    private static final String BASE = "{'resourceType':'Observation',%s%s'status':'final','code':{'text':'fever'}%s}";

    @TempDir
    static Path profiles;

    private static FhirDoor door;

    @BeforeAll
    static void open() throws Exception {
        write("profile.json", """
                {'resourceType':'StructureDefinition','url':'%s','name':'WardObservation','status':'active',
                'fhirVersion':'4.0.1','kind':'resource','abstract':false,'type':'Observation',
                'baseDefinition':'http://hl7.org/fhir/StructureDefinition/Observation','derivation':'constraint',
                'differential':{'element':[{'id':'Observation','path':'Observation'},
                {'id':'Observation.category','path':'Observation.category','min':1,
                'binding':{'strength':'required','valueSet':'https://cloudfilm.example/ValueSet/wards'}},
                {'id':'Observation.subject','path':'Observation.subject','min':1}]}}
                """.formatted(PROFILE));
        try (OutputStream file = Files.newOutputStream(profiles.resolve("wards.tgz"));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
            pack(tar, "package/package.json", "{'name':'wards'}");
            pack(tar, "package/CodeSystem-wards.json", """
                    {'resourceType':'CodeSystem','url':'https://cloudfilm.example/wards','status':'active',
                    'content':'complete','concept':[{'code':'icu'},{'code':'er'}]}""");
            pack(tar, "package/ValueSet-wards.json", """
                    {'resourceType':'ValueSet','url':'https://cloudfilm.example/ValueSet/wards','status':'active',
                    'compose':{'include':[{'system':'https://cloudfilm.example/wards'}]}}""");
        }
        door = new FhirDoor(
                "cloudfilm.fhir.validation.mode=profiles",
                "cloudfilm.fhir.validation.profiles=" + profiles,
                "cloudfilm.fhir.validation.on-write=true");
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    private static void write(String name, String json) throws Exception {
        Files.writeString(profiles.resolve(name), json.replace('\'', '"'));
    }

    private static void pack(TarArchiveOutputStream tar, String name, String json) throws Exception {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static String observation(String meta, String ward, String subject) {
        return BASE.formatted(meta, ward, subject);
    }

    @Test
    void validate_againstProfile_tellsElements() {
        String bad = observation("", ON_WARD.formatted("kitchen"), "");
        String told = door.post(LISHUI, "/Observation/$validate?profile=" + PROFILE, bad).body();
        assertThat(told).contains("\"severity\":\"error\"", "Observation.subject", "\"expression\":[\"Observation.category[0]");

        String good = observation("", ON_WARD.formatted("icu"), ",'subject':{'reference':'Patient/v'}");
        assertThat(door.post(LISHUI, "/Observation/$validate?profile=" + PROFILE, good).body())
                .doesNotContain("\"severity\":\"error\"");
        String named = "{'resourceType':'Parameters','parameter':[{'name':'profile','valueUri':'" + PROFILE
                + "'},{'name':'resource','resource':" + bad + "}]}";
        assertThat(door.post(LISHUI, "/Observation/$validate", named).body()).contains("Observation.subject");
        assertThat(door.post(LISHUI, "/Observation/$validate", bad).body()).doesNotContain("Observation.subject");
    }

    @Test
    void validate_ofWhatIsKept_byGetOrPostWithoutABody() {
        String kept = observation("", "", "").replace("{'resourceType':'Observation',", "{'resourceType':'Observation','id':'kept',");
        assertThat(door.put(LISHUI, "Observation/kept", kept).statusCode()).isEqualTo(201);
        String path = "/Observation/kept/$validate?profile=" + PROFILE;
        for (String method : List.of("GET", "POST")) {
            assertThat(door.send(method, LISHUI, path, (String) null).body()).contains("Observation.subject");
            assertThat(door.send(method, LISHUI, path + "&mode=profile", (String) null).body())
                    .contains("Observation.subject");
            assertThat(door.send(method, JINYUN, path, (String) null).statusCode()).isEqualTo(404);
        }
        assertThat(door.get(LISHUI, "/Observation/kept/$validate?profile=urn:nobody:knows").statusCode()).isEqualTo(400);
        assertThat(door.get(LISHUI, "/Observation/$validate").statusCode()).isEqualTo(405);
    }

    @Test
    void validate_againstUnknownProfile_refused() {
        HttpResponse<String> response =
                door.post(LISHUI, "/Observation/$validate?profile=urn:nobody:knows", observation("", "", ""));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("not-supported", "\"expression\":[\"profile\"]");
    }

    @Test
    void write_ofWhatClaimsAProfile_mustKeepIt() {
        String claims = "'meta':{'profile':['" + PROFILE + "']},";
        HttpResponse<String> refused = door.post(LISHUI, "/Observation", observation(claims, "", ""));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).contains("\"severity\":\"error\"", "Observation");
        String good = observation(claims, ON_WARD.formatted("er"), ",'subject':{'reference':'Patient/v'}");
        HttpResponse<String> taken = door.post(LISHUI, "/Observation", good);
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
    }

    @Test
    void write_breakingAnInvariantInATransaction_refusesAllOfIt() {
        // obs-6: a reason why there is no value, and a value
        String broken = observation("", "", ",'valueString':'x','dataAbsentReason':{'text':'y'}");
        String bundle = "{'resourceType':'Bundle','type':'transaction','entry':["
                + "{'resource':{'resourceType':'Basic','code':{'text':'first'}},'request':{'method':'POST','url':'Basic'}},"
                + "{'resource':" + broken + ",'request':{'method':'POST','url':'Observation'}}]}";
        HttpResponse<String> refused = door.post(LISHUI, "/", bundle);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).contains("Bundle.entry[1].Observation", "obs-6");
        assertThat(door.get(LISHUI, "/Basic?_summary=count").body()).contains("\"total\":0");
    }

    @Test
    void validate_byMode_tellsWhatWouldBeRefused() {
        String patient = "{'resourceType':'Patient','id':'mode'}";
        assertThat(door.put(LISHUI, "Patient/mode", patient).statusCode()).isEqualTo(201);

        assertThat(door.post(LISHUI, "/Patient/$validate?mode=create", "{'resourceType':'Patient'}").body())
                .doesNotContain("\"severity\":\"error\"");
        assertThat(door.post(LISHUI, "/Patient/mode/$validate?mode=update", patient).body())
                .doesNotContain("\"severity\":\"error\"");
        assertThat(door.post(LISHUI, "/Patient/other/$validate?mode=update", patient).body())
                .contains("\"expression\":[\"Patient.id\"]");
        assertThat(door.post(JINYUN, "/Patient/mode/$validate?mode=update", patient).body()).contains("forbidden");
        assertThat(door.send("POST", JINYUN, "/Patient/mode/$validate?mode=delete", (String) null).body())
                .contains("forbidden");
        assertThat(door.send("POST", LISHUI, "/Patient/mode/$validate?mode=delete", (String) null).body())
                .contains("no flaw");
        assertThat(door.get(LISHUI, "/Patient/mode").statusCode()).isEqualTo(200);
        assertThat(door.post(LISHUI, "/Patient/$validate?mode=delete", patient).statusCode()).isEqualTo(400);
        assertThat(door.post(LISHUI, "/Patient/$validate?mode=guess", patient).statusCode()).isEqualTo(400);
    }

    @Test
    void profiles_brokenFile_stopsTheStart(@TempDir Path other) throws Exception {
        Files.writeString(other.resolve("broken.json"), "{\"resourceType\":\"ValueSet\",");
        assertThatThrownBy(() -> new ValidationProperties(ValidationProperties.Mode.PROFILES, other, false).check())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("broken.json");
        assertThatThrownBy(() -> new ValidationProperties(ValidationProperties.Mode.STRUCTURE, null, true))
                .hasMessageContaining("on-write");
    }
}
