package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hospital sends orders by FHIR and films by DICOM; its doctor and the patient find them together. */
class FilmsAndRecordsTest {

    private static final String FHIR = "application/fhir+json";

    @TempDir
    static Path directory;

    static RunningCloudfilm cloudfilm;
    static HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        cloudfilm = RunningCloudfilm.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        cloudfilm.close();
        assertThat(cloudfilm.log()).doesNotContain(" ERROR ").doesNotContain("Exception");
    }

    @Test
    void orderedStudy_isThereAsSoonAsItIsSent_inTheVisitOfItsOrder() throws Exception {
        Slices film = new Slices(31, 3, 32);
        order("ordered", "T31");

        cloudfilm.storescu("LISHUI", film.write(directory)).succeeded();

        for (String query : List.of(
                "identifier=urn:dicom:uid%7Curn:oid:" + film.study(), "modality=CT&started=2026-11-01",
                "basedon=ServiceRequest/ordered", "encounter=Encounter/visit-ordered",
                "patient.identifier=urn:oid:2.16.156.10011.1.3%7C34052419800101001X")) {
            assertThat(search("hospital-lishui", query)).as(query).contains(id(film));
            assertThat(search("hospital-jinyun", query)).as(query).doesNotContain(id(film));
        }
        assertThat(search("patient-zhang", "modality=CT")).as("the patient's own").contains(id(film));
        await(() -> search("hospital-lishui", "_id=" + film.study()).contains("\"numberOfInstances\":3"));
        assertThat(text(cloudfilm.get("hospital-lishui", "/fhir/Endpoint/dicom-web", FHIR)))
                .contains(cloudfilm.url() + "/dicom-web");
    }

    @Test
    void orderThatComesLater_getsItsStudy() throws Exception {
        Slices film = new Slices(32, 1, 32);
        cloudfilm.storescu("LISHUI", film.write(directory)).succeeded();
        assertThat(search("hospital-lishui", "_id=" + film.study())).doesNotContain("basedOn");

        order("late", "T32");

        await(() -> search("hospital-lishui", "basedon=ServiceRequest/late").contains(id(film)));
    }

    @Test
    void pdfOfTheStudy_isADocument_thatCanBeFetchedWhereItSays() throws Exception {
        Slices film = new Slices(33, 1, 32);
        List<Path> slices = film.write(directory);
        cloudfilm.storescu("LISHUI", slices).succeeded();
        Path pdf = Files.writeString(directory.resolve("report.pdf"), "%PDF-1.4\n%%EOF\n");
        Path document = directory.resolve("report.dcm");
        Command.run("pdf2dcm", "--study-from", slices.getFirst().toString(), "--title", "Report 33", pdf.toString(),
                document.toString()).succeeded();

        cloudfilm.storescu("LISHUI", List.of(document)).succeeded();

        String found = text(cloudfilm.get(
                "hospital-lishui", "/fhir/DocumentReference?related=ImagingStudy/" + film.study(), FHIR));
        assertThat(found).contains("Report 33");
        String url = found.replaceAll("(?s).*\"url\": ?\"(" + cloudfilm.url() + "/dicom-web/[^\"]+)\".*", "$1");
        HttpResponse<byte[]> fetched = cloudfilm.get("doctor-wang", url.substring(cloudfilm.url().length()),
                "multipart/related; type=\"application/dicom\"; transfer-syntax=*");
        assertThat(fetched.statusCode()).isEqualTo(200);
        assertThat(new String(fetched.body(), StandardCharsets.ISO_8859_1)).contains("%PDF-1.4");
    }

    @Test
    void recordOfAFilm_isNotTheHospitalsToWrite() throws Exception {
        Slices film = new Slices(34, 1, 32);
        cloudfilm.storescu("LISHUI", film.write(directory)).succeeded();

        assertThat(put("ImagingStudy/" + film.study(), """
                {"resourceType":"ImagingStudy","id":"%s","status":"cancelled","subject":{"display":"x"}}
                """.formatted(film.study())).statusCode()).isEqualTo(403);
        assertThat(search("hospital-lishui", "_id=" + film.study())).contains("available");
    }

    private static String id(Slices film) {
        return "\"id\":\"" + film.study() + '"';
    }

    private static void order(String id, String accession) throws Exception {
        assertThat(put("Patient/" + id, """
                {"resourceType":"Patient","id":"%s","name":[{"text":"张三"}],"birthDate":"1980-01-01",
                 "identifier":[{"system":"http://lishui.example/mrn","value":"LS-TEST"},
                   {"system":"urn:oid:2.16.156.10011.1.3","value":"34052419800101001X"}]}
                """.formatted(id)).statusCode()).isEqualTo(201);
        assertThat(put("Encounter/visit-" + id, """
                {"resourceType":"Encounter","id":"visit-%s","status":"in-progress",
                 "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
                 "subject":{"reference":"Patient/%s"}}
                """.formatted(id, id)).statusCode()).isEqualTo(201);
        assertThat(put("ServiceRequest/" + id, """
                {"resourceType":"ServiceRequest","id":"%s","status":"active","intent":"order",
                 "identifier":[{"system":"urn:cloudfilm:hospital:lishui:accession","value":"%s"}],
                 "subject":{"reference":"Patient/%s"},"encounter":{"reference":"Encounter/visit-%s"}}
                """.formatted(id, accession, id, id)).statusCode()).isEqualTo(201);
    }

    private static HttpResponse<String> put(String record, String json) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(cloudfilm.url() + "/fhir/" + record))
                .header("Authorization", "Bearer " + cloudfilm.token("hospital-lishui"))
                .header("Content-Type", FHIR)
                .PUT(HttpRequest.BodyPublishers.ofString(json))
                .build(), BodyHandlers.ofString());
    }

    private static String search(String actor, String query) throws Exception {
        return text(cloudfilm.get(actor, "/fhir/ImagingStudy?" + query, FHIR));
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
