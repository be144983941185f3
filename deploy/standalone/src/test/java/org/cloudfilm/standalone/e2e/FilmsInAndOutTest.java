package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hospital sends, its doctor and the patient read, nobody else does. */
class FilmsInAndOutTest {

    private static final Slices SENT = new Slices(1, 5, 64);
    private static final String FRAME_TYPE = "application/octet-stream; transfer-syntax=*";

    @TempDir
    static Path directory;

    static RunningCloudfilm cloudfilm;

    @BeforeAll
    static void sendOneStudy() throws Exception {
        cloudfilm = RunningCloudfilm.start(directory);
        cloudfilm.storescu("LISHUI", SENT.write(directory)).succeeded();
    }

    @AfterAll
    static void stop() throws Exception {
        cloudfilm.close();
        assertThat(cloudfilm.log()).doesNotContain(" ERROR ").doesNotContain("Exception");
    }

    @Test
    void qido_ownHospitalsDoctor_findsTheStudyByPatient() throws Exception {
        assertThat(cloudfilm.json("doctor-wang", "/dicom-web/studies?PatientID=LS-TEST"))
                .contains(SENT.study()).contains("张^三");
    }

    /** Java's own client would escape them. */
    @Test
    void qido_charactersThatScriptsDoNotEscape_areTakenAsMeant() throws Exception {
        String found = Command.run(
                        "curl", "-sgf", "-H", "Authorization: Bearer " + cloudfilm.token("doctor-wang"),
                        cloudfilm.url() + "/dicom-web/studies?PatientName=Zhang^San&PatientID=LS-TEST\\other&StudyID=\"\"")
                .output();

        assertThat(found).contains(SENT.study());
    }

    @Test
    void wado_frame_hasTheBytesThatWereSent() throws Exception {
        for (int index = 0; index < 5; index++) {
            assertThat(frame("doctor-wang", SENT, index).body()).isEqualTo(SENT.pixels(index));
        }
    }

    @Test
    void wado_metadata_namesEveryInstance() throws Exception {
        String metadata = cloudfilm.json(
                "doctor-wang", "/dicom-web/studies/" + SENT.study() + "/series/" + SENT.series() + "/metadata");

        for (int index = 0; index < 5; index++) {
            assertThat(metadata).contains('"' + SENT.instance(index) + '"');
        }
    }

    @Test
    void wado_rendered_isAJpeg() throws Exception {
        HttpResponse<byte[]> rendered = cloudfilm.get("patient-zhang", instance(SENT, 0) + "/rendered", "image/jpeg");

        assertThat(rendered.statusCode()).isEqualTo(200);
        assertThat(rendered.body()).startsWith(0xFF, 0xD8, 0xFF);
    }

    @Test
    void patient_signedIn_findsAndOpensOwnFilm() throws Exception {
        assertThat(cloudfilm.json("patient-zhang", "/dicom-web/studies")).contains(SENT.study());
        assertThat(frame("patient-zhang", SENT, 2).body()).isEqualTo(SENT.pixels(2));
    }

    @Test
    void otherHospitalsDoctor_asksForIt_learnsNothing() throws Exception {
        assertThat(cloudfilm.json("doctor-chen", "/dicom-web/studies?PatientID=LS-TEST")).doesNotContain(SENT.study());
        HttpResponse<byte[]> refused = frame("doctor-chen", SENT, 0);
        HttpResponse<byte[]> absent = frame("doctor-chen", new Slices(999, 1, 64), 0);

        assertThat(refused.statusCode()).isEqualTo(404).isEqualTo(absent.statusCode());
        assertThat(text(refused).replace(SENT.study(), "")).isEqualTo(text(absent).replace("2.25.7777999", ""));
    }

    @Test
    void administrator_asksForIt_learnsNothing() throws Exception {
        assertThat(frame("admin", SENT, 0).statusCode()).isIn(403, 404);
    }

    @Test
    void nobody_withoutToken_isTurnedAway() throws Exception {
        HttpResponse<byte[]> answer = cloudfilm.get(null, "/dicom-web/studies", "application/dicom+json");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(text(answer)).isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401}");
    }

    @Test
    void storescu_unknownCaller_isRejected() throws Exception {
        Command.Result result = cloudfilm.storescu("NOBODY", new Slices(2, 1, 64).write(directory));

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("Calling AE Title Not Recognized");
    }

    @Test
    void storescu_otherHospitalSameStudy_isRefusedAndNothingChanges() throws Exception {
        Command.Result result = cloudfilm.storescu("JINYUN", SENT.write(directory));

        assertThat(result.output()).doesNotContain("Received Store Response (Success)");
        assertThat(frame("doctor-wang", SENT, 0).body()).isEqualTo(SENT.pixels(0));
        assertThat(cloudfilm.json("doctor-chen", "/dicom-web/studies")).doesNotContain(SENT.study());
    }

    @Test
    void files_onDisk_nameNoPatient() throws Exception {
        try (var files = Files.walk(cloudfilm.data())) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.contains("Zhang") || name.contains("LS-TEST"));
        }
    }

    @Test
    void log_afterSending_namesNoPatient() throws Exception {
        assertThat(cloudfilm.log()).doesNotContain("Zhang").doesNotContain("LS-TEST").doesNotContain("340524");
    }

    @Test
    void me_everyActor_isToldWhoTheyAre() throws Exception {
        assertThat(cloudfilm.json("doctor-wang", "/api/me")).contains("clinician", "王医生", "丽水市中心医院");
        assertThat(cloudfilm.json("patient-zhang", "/api/me")).contains("patient", "张三", "null");
        assertThat(cloudfilm.json("hospital-jinyun", "/api/me")).contains("hospital", "jinyun");
        assertThat(cloudfilm.json("admin", "/api/me")).contains("admin");
    }

    @Test
    void config_withoutToken_saysWhereToSignIn() throws Exception {
        assertThat(cloudfilm.json(null, "/api/config")).isEqualTo(
                "{\"issuer\":\"" + cloudfilm.url() + "\",\"clientId\":\"cloudfilm-web\",\"demo\":true,\"hospitals\":["
                        + "{\"id\":\"lishui\",\"name\":\"丽水市中心医院\",\"nameEn\":\"Lishui Central Hospital\"},"
                        + "{\"id\":\"jinyun\",\"name\":\"缙云县人民医院\",\"nameEn\":\"Jinyun County People's Hospital\"}]}");
    }

    @Test
    void unknownAddress_isNotThere() throws Exception {
        for (String path : List.of("/unknown", "/actuator/env", "/actuator")) {
            assertThat(cloudfilm.get("admin", path, "*/*").statusCode()).as(path).isEqualTo(404);
        }
    }

    private static HttpResponse<byte[]> frame(String actor, Slices slices, int index) throws Exception {
        return cloudfilm.get(actor, instance(slices, index) + "/frames/1", FRAME_TYPE);
    }

    private static String instance(Slices slices, int index) {
        return "/dicom-web/studies/" + slices.study() + "/series/" + slices.series() + "/instances/"
                + slices.instance(index);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
