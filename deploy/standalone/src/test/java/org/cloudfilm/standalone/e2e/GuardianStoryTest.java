package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** 张三, whom no hospital knows as a patient, is the father of patients of Lishui. */
class GuardianStoryTest {

    private static final ZoneId HERE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate TODAY = LocalDate.now(HERE);
    private static final String ZHANG = "patient-zhang";

    @TempDir
    static Path directory;

    private static Neighbours story;
    private static RunningCloudfilm cloudfilm;

    @BeforeAll
    static void start() throws Exception {
        cloudfilm = RunningCloudfilm.start(directory);
        story = new Neighbours(new OneProcess(cloudfilm, 0));
    }

    @AfterAll
    static void stop() throws Exception {
        story.close();
        assertThat(cloudfilm.log()).doesNotContain(" ERROR ").doesNotContain("\tat ").doesNotContain("小明");
    }

    @Test
    void child_isTheFathersToSeeAndShare_untilTheHospitalSaysHeIsTheGuardianNoLonger() throws Exception {
        Slices film = child("ming", TODAY.minusYears(8), 91);
        assertThat(story.asks(ZHANG, "GET", "/api/wards", null).is(200).size()).isZero();
        assertThat(story.frame(ZHANG, film)).isEqualTo(404);

        story.writes("hospital-lishui", fatherhood("ming", true));

        JsonNode ward = story.asks(ZHANG, "GET", "/api/wards", null).is(200).get(0);
        assertThat(ward.at("/name").asString()).isEqualTo("张小明");
        assertThat(story.studies(ZHANG)).contains(film.study());
        assertThat(story.frame(ZHANG, film)).isEqualTo(200);
        assertThat(story.finds(ZHANG, "DiagnosticReport")).hasSize(1);

        JsonNode share = story.asks(ZHANG, "POST", "/api/shares", wish(film)).is(201);
        SmartHealthLink link = SmartHealthLink.parse(share.at("/link").asString());
        SmartHealthLink.Opened opened = link.open("Dr Smith", "246810");
        assertThat(opened.file("application/fhir+json")).contains(film.study()).contains("骨折");
        String token = opened.json("application/smart-api-access").at("/access_token").asString();
        assertThat(story.frameWith(token, film)).isEqualTo(200);
        JsonNode mine = story.asks(ZHANG, "GET", "/api/shares", null).is(200).get(0);
        assertThat(mine.at("/id").asString()).isEqualTo(share.at("/id").asString());
        assertThat(mine.at("/openings").toString()).contains("Dr Smith");
        JsonNode told = story.asks(ZHANG, "GET", "/api/notices", null).is(200).at("/notices/0");
        assertThat(told.at("/kind").asString()).isEqualTo("SHARE_OPENED");
        assertThat(told.at("/person/id").asString()).isEqualTo(ward.at("/id").asString());

        story.writes("hospital-lishui", fatherhood("ming", false));

        nothingOf(film);
        assertThat(story.frameWith(token, film)).isIn(401, 404);
        assertThat(link.open("Dr Smith", "246810").status()).isEqualTo(404);
    }

    @Test
    void child_whoIsEighteenToday_isTheirOwn_andOneWhoWillBeTomorrowIsUntilThen() throws Exception {
        Slices grown = child("grown", TODAY.minusYears(18), 92);
        Slices almost = child("almost", TODAY.minusYears(18).plusDays(1), 93);
        story.writes("hospital-lishui", fatherhood("grown", true));
        story.writes("hospital-lishui", fatherhood("almost", true));

        nothingOf(grown);
        story.asks(ZHANG, "POST", "/api/shares", wish(grown)).is(404);

        assertThat(story.frame(ZHANG, almost)).isEqualTo(200);
        JsonNode share = story.asks(ZHANG, "POST", "/api/shares", wish(almost)).is(201);
        assertThat(Instant.parse(share.at("/expiresAt").asString()))
                .isEqualTo(TODAY.plusDays(1).atStartOfDay(HERE).toInstant());
    }

    private void nothingOf(Slices film) throws Exception {
        assertThat(story.asks(ZHANG, "GET", "/api/wards", null).is(200).toString()).doesNotContain(film.study());
        assertThat(story.studies(ZHANG)).doesNotContain(film.study());
        assertThat(story.frame(ZHANG, film)).isEqualTo(404);
        assertThat(story.asks(ZHANG, "GET", "/fhir/ImagingStudy/" + film.study(), null).status()).isEqualTo(404);
        assertThat(story.asks(ZHANG, "GET", "/fhir/DiagnosticReport", null).is(200).toString()).doesNotContain(film.study());
    }

    /** A patient of Lishui's children's ward, with a film and its report. */
    private Slices child(String id, LocalDate born, int study) throws Exception {
        story.writes("hospital-lishui", """
                {"resourceType":"Patient","id":"%1$s","name":[{"text":"张小明"}],"gender":"male","birthDate":"%2$s",
                 "identifier":[{"system":"urn:cloudfilm:hospital:lishui:patient","value":"LS-%1$s"}]}
                """.formatted(id, born));
        Slices film = new Slices(study, 2, 32).madeIn("lishui", TODAY.minusDays(1), "LS-" + id, "左腕", "WRIST")
                .of("Zhang^Xiaoming=张^小明", born);
        cloudfilm.storescu("LISHUI", film.write(directory)).succeeded();
        story.writes("hospital-lishui", """
                {"resourceType":"DiagnosticReport","id":"report-%1$s","status":"final","code":{"text":"CT"},
                 "subject":{"reference":"Patient/%1$s"},"imagingStudy":[{"reference":"ImagingStudy/%2$s"}],
                 "conclusion":"左桡骨远端骨折。"}
                """.formatted(id, film.study()));
        return film;
    }

    private static String fatherhood(String child, boolean active) {
        return """
                {"resourceType":"RelatedPerson","id":"father-of-%1$s","active":%2$s,"patient":{"reference":"Patient/%1$s"},
                 "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"34052419800101001X"}],
                 "relationship":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-RoleCode","code":"FTH"}]}]}
                """.formatted(child, active);
    }

    private static String wish(Slices film) {
        return "{\"studies\":[\"%s\"],\"label\":\"\",\"passcode\":\"246810\",\"days\":7,\"openings\":3,\"report\":true}"
                .formatted(film.study());
    }
}
