package org.cloudfilm.viewer.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class SearchTest {

    static final String DOCTOR = "clinician.lishui";
    static final ViewerServer server = ViewerServer.start();

    @BeforeAll
    static void fill() {
        for (int i = 1; i <= 3; i++) {
            store("lishui", Films.slice("1.1", "1.1.1", "1.1.1." + i, i));
        }
        store("lishui", Films.slice("1.1", "1.1.2", "1.1.2.1", 1).put(Tags.Modality, "SR").put(Tags.SeriesNumber, 2));
        store(
                "lishui",
                Films.slice("1.2", "1.2.1", "1.2.1.1", 1)
                        .put(Tags.StudyDate, "20260305")
                        .put(Tags.StudyTime, "180000.5")
                        .put(Tags.Modality, "MR")
                        .put(Tags.AccessionNumber, "B200")
                        .put(Tags.PatientID, "P2")
                        .put(Tags.PatientName, "Müller^Jörg")
                        .put(Tags.ReferringPhysicianName, "Wang^Wu=王^五")
                        .put(
                                Tags.RequestAttributesSequence,
                                Dataset.builder().put(Tags.RequestedProcedureID, "RP9").build()));
        store("jinyun", Films.slice("2.1", "2.1.1", "2.1.1.1", 1).put(Tags.StudyDate, "20260401"));
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    /** Each row: a query of the studies of hospital lishui, and those that match, newest first. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            -                                                           | 1.2 1.1
            PatientID=P1                                                | 1.1
            00100020=P1                                                 | 1.1
            PatientID=P*                                                | 1.2 1.1
            PatientID=                                                  | 1.2 1.1
            PatientID=P1&IssuerOfPatientID=LISHUI                       | 1.1
            PatientID=P1&IssuerOfPatientID=JINYUN                       | -
            PatientName=Zhang^San                                       | 1.1
            PatientName=张^三                                            | 1.1
            PatientName=张三                                             | 1.1
            PatientName=zhangsan                                        | 1.1
            PatientName=Zhang^San=张^三                                  | 1.1
            PatientName=Zhang^San=李^四                                  | -
            PatientName=zhang*                                          | 1.1
            PatientName=MULLER^JORG                                     | 1.2
            PatientName=zang&fuzzymatching=true                         | 1.1
            PatientName=三&fuzzymatching=true                            | 1.1
            PatientName=zang                                            | -
            ReferringPhysicianName=王^五                                 | 1.2
            StudyDate=20260301                                          | 1.1
            StudyDate=20260302-                                         | 1.2
            StudyDate=-20260302                                         | 1.1
            StudyTime=1800-1801                                         | 1.2
            StudyDate=20260301-20260305&StudyTime=1000-1700             | -
            StudyDate=20260301-20260305&StudyTime=1000-1900             | 1.2
            AccessionNumber=?200                                        | 1.2
            StudyInstanceUID=1.1,1.2,2.1                                | 1.2 1.1
            StudyInstanceUID=1.1\\1.2                                   | 1.2 1.1
            ModalitiesInStudy=SR                                        | 1.1
            ModalitiesInStudy=SR\\MR                                    | 1.2 1.1
            Modality=SR                                                 | 1.1
            RequestAttributesSequence.RequestedProcedureID=RP9          | 1.2
            00400275.00401001=RP1                                       | 1.1
            00400275.RequestedProcedureID=RP1&00400275.00400009=SPS1    | 1.1
            SOPInstanceUID=1.1.1.2                                      | 1.1
            limit=1                                                     | 1.2
            offset=1                                                    | 1.1
            offset=2                                                    | -
            """)
    void studies_eachKindOfMatching_listsWhatMatches(String query, String expected) {
        assertThat(uids(DOCTOR, "/studies", query, "0020000D")).isEqualTo(words(expected));
    }

    @ParameterizedTest(name = "{0}?{1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            /series                            | -                          | 0020000E | 1.2.1 1.1.1 1.1.2
            /series                            | PatientID=P1&Modality=CT   | 0020000E | 1.1.1
            /studies/1.1/series                | -                          | 0020000E | 1.1.1 1.1.2
            /studies/1.1/series                | SeriesNumber=2             | 0020000E | 1.1.2
            /studies/2.1/series                | -                          | 0020000E | -
            /studies/1.1/instances             | -                          | 00080018 | 1.1.1.1 1.1.1.2 1.1.1.3 1.1.2.1
            /studies/1.1/instances             | limit=2&offset=1           | 00080018 | 1.1.1.2 1.1.1.3
            /studies/1.1/series/1.1.1/instances | InstanceNumber=3          | 00080018 | 1.1.1.3
            /studies/1.2/series/1.1.1/instances | -                         | 00080018 | -
            /instances                         | StudyDate=20260305         | 00080018 | 1.2.1.1
            /instances                         | PatientName=zhang*&InstanceNumber=1 | 00080018 | 1.1.1.1 1.1.2.1
            """)
    void belowStudies_keysOfEveryLevel_listWhatMatches(String path, String query, String tag, String expected) {
        assertThat(uids(DOCTOR, path, query, tag)).isEqualTo(words(expected));
    }

    @Test
    void study_answer_hasWhatTheStandardRequiresAndWhatWasCounted() {
        JsonNode study = json(DOCTOR, "/studies", "PatientID=P1").get(0);

        assertThat(study.at("/00100010/Value/0").toString())
                .isEqualTo("{\"Alphabetic\":\"Zhang^San\",\"Ideographic\":\"张^三\"}");
        assertThat(study.at("/00080061/Value").toString()).isEqualTo("[\"CT\",\"SR\"]");
        assertThat(study.at("/00201206/Value/0").asInt()).isEqualTo(2);
        assertThat(study.at("/00201208/Value/0").asInt()).isEqualTo(4);
        assertThat(study.at("/00080056/Value/0").asString()).isEqualTo("ONLINE");
        assertThat(study.at("/00081190/Value/0").asString()).isEqualTo(server.uri("/studies/1.1").toString());
        assertThat(new ArrayList<>(study.propertyNames())).isSorted().doesNotContain("00080080");
    }

    @Test
    void series_withoutStudyInThePath_tellsOfTheStudyToo() {
        JsonNode alone = json(DOCTOR, "/series", "SeriesInstanceUID=1.1.1").get(0);
        JsonNode within = json(DOCTOR, "/studies/1.1/series", "SeriesInstanceUID=1.1.1").get(0);

        assertThat(alone.at("/00100020/Value/0").asString()).isEqualTo("P1");
        assertThat(alone.at("/00201209/Value/0").asInt()).isEqualTo(3);
        assertThat(alone.at("/00400275/Value/0/00401001/Value/0").asString()).isEqualTo("RP1");
        assertThat(within.has("00100020")).isFalse();
        assertThat(within.at("/0020000D/Value/0").asString()).isEqualTo("1.1");
        assertThat(within.at("/00081190/Value/0").asString())
                .isEqualTo(server.uri("/studies/1.1/series/1.1.1").toString());
    }

    @Test
    void includefield_addsAttributesOfThisLevelAndAbove() {
        String path = "/studies/1.1/series/1.1.1/instances";

        assertThat(json(DOCTOR, path, "-").get(0).has("00100010")).isFalse();
        assertThat(json(DOCTOR, path, "includefield=PatientName&includefield=0008103E,Modality").get(0).propertyNames())
                .contains("00100010", "0008103E", "00080060")
                .doesNotContain("00100020");
        assertThat(json(DOCTOR, path, "includefield=all").get(0).propertyNames())
                .contains("00100010", "00100020", "0008103E", "00400275", "00280010");
    }

    @Test
    void search_byAnotherHospital_seesOnlyItsOwn() {
        assertThat(uids("clinician.jinyun", "/studies", "PatientID=P1", "0020000D")).containsExactly("2.1");
        assertThat(uids("hospital.jinyun", "/instances", "-", "00080018")).containsExactly("2.1.1.1");
        assertThat(server.get("clinician.qingtian", "/studies").statusCode()).isEqualTo(204);
        assertThat(server.get("clinician.qingtian", "/studies").body()).isEmpty();
        assertThat(server.get("patient.11010519491231002X", "/studies").statusCode()).isEqualTo(204);
        assertThat(server.get("admin.x", "/studies").statusCode()).isEqualTo(204);
    }

    @Test
    void search_moreThanTheLimit_saysSoWithoutACount() {
        assertThat(server.get(DOCTOR, "/studies?limit=1").headers().firstValue("Warning"))
                .hasValue("299 127.0.0.1: There are additional results that can be requested.");
        assertThat(server.get(DOCTOR, "/studies?limit=2").headers().firstValue("Warning")).isEmpty();
    }

    @Test
    void search_byAnAttributeThatIsNoKey_ignoresItAndWarns() {
        HttpResponse<byte[]> answer = server.get(DOCTOR, "/studies?PatientWeight=70");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Warning"))
                .hasValue("299 127.0.0.1: These attributes were not used for matching: PatientWeight");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            Nonsense=1                           | no parameter and no attribute has this name: Nonsense
            nonsense=1                           | no parameter and no attribute has this name: nonsense
            StudyDate=2026-03-01                 | StudyDate: not a date: YYYYMMDD is expected
            StudyDate=20260231                   | StudyDate: not a date: YYYYMMDD is expected
            StudyDate=-                          | StudyDate: a range needs one end at least
            StudyTime=25                         | StudyTime: not a time: HHMMSS.FFFFFF or a beginning of it is expected
            StudyInstanceUID=abc                 | StudyInstanceUID: not a UID
            SeriesNumber=one                     | SeriesNumber: not an integer
            PatientID=1&PatientID=2              | PatientID is given twice
            PatientID=1&00100020=2               | 00100020 is given twice
            PatientID=a*\\b                      | PatientID: a list of values takes no wildcards
            limit=-1                             | limit: not a count
            limit=0                              | limit: counts from 1
            limit=1&limit=2                      | limit is given twice
            offset=x                             | offset: not a count
            fuzzymatching=maybe                  | fuzzymatching: true or false is expected
            includefield=Nonsense                | no parameter and no attribute has this name: Nonsense
            """)
    void search_badParameter_400SaysWhich(String query, String detail) {
        HttpResponse<byte[]> answer = server.get(DOCTOR, "/studies?" + encoded(query));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"" + detail + "\"}");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            application/dicom+json                                    | 200
            application/json                                          | 200
            */*                                                       | 200
            multipart/related; type="application/dicom+xml"           | 406
            multipart/related; type="application/dicom+xml", */*;q=.1 | 200
            """)
    void search_accept_isNegotiated(String accept, int status) {
        assertThat(server.get(DOCTOR, "/studies", "Accept", accept).statusCode()).isEqualTo(status);
    }

    /** In a query a plus is a space, unless it is escaped. */
    @ParameterizedTest
    @CsvSource({
        "application/dicom+json, 200",
        "application/dicom%2Bjson, 200",
        "application/dicom+xml, 406",
    })
    void search_acceptParameter_isNegotiated(String accept, int status) {
        assertThat(server.get(DOCTOR, "/studies?accept=" + accept).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "PatientID=' or 1=1 --",
        "PatientName=') or ('1'='1",
        "PatientName=[[:<:]]((((",
        "StudyDescription=%' or '%'='",
        "ModalitiesInStudy={a}",
    })
    void search_hostileValue_isOnlyAValue(String query) {
        assertThat(server.get(DOCTOR, "/studies?" + encoded(query)).statusCode()).isEqualTo(204);
        assertThat(server.get(DOCTOR, "/studies?fuzzymatching=true&" + encoded(query)).statusCode())
                .isEqualTo(204);
    }

    private static void store(String hospital, DatasetBuilder dataset) {
        server.store(hospital, dataset.build(), TransferSyntax.EXPLICIT_VR_LE);
    }

    private static List<String> uids(String who, String path, String query, String tag) {
        List<String> uids = new ArrayList<>();
        json(who, path, query).forEach(found -> uids.add(found.at("/" + tag + "/Value/0").asString()));
        return uids;
    }

    private static JsonNode json(String who, String path, String query) {
        HttpResponse<byte[]> answer = server.get(who, query.equals("-") ? path : path + "?" + encoded(query));
        assertThat(answer.statusCode()).isIn(200, 204);
        return new ObjectMapper().readTree(answer.statusCode() == 204 ? "[]".getBytes() : answer.body());
    }

    private static String encoded(String query) {
        return Arrays.stream(query.split("&"))
                .map(one -> one.substring(0, one.indexOf('=') + 1)
                        + URLEncoder.encode(one.substring(one.indexOf('=') + 1), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static List<String> words(String list) {
        return list.equals("-") ? List.of() : Arrays.asList(list.split(" "));
    }
}
