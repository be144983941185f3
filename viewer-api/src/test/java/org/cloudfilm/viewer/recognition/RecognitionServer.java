package org.cloudfilm.viewer.recognition;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.audit.JdbcAuditTrail;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.RuledAccess;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.FilmArchive;
import org.cloudfilm.storage.film.FilmArchiveSettings;
import org.cloudfilm.storage.film.InstanceUpload;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DicomWriter;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.film.dicom.Vr;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.person.LinkPatients;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.record.JdbcRecordStore;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordHooks;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordLimits;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.imaging.FilmRecordSettings;
import org.cloudfilm.storage.record.imaging.FilmRecords;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.search.JdbcMatchCriteria;
import org.cloudfilm.storage.testing.TestDatabase;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recognition on a real Tomcat over real films, records and PostgreSQL. Access tokens are what they claim: {@code
 * clinician.lishui}, {@code hospital.jinyun}, {@code patient.34052419800101001X}, {@code admin.x}. Lishui (3A) recognises
 * 浙江HR; Jinyun (3B) has it for chest CT and chest X-ray.
 */
final class RecognitionServer implements AutoCloseable {

    static final String PUBLIC = "https://film.example.org";
    static final String CLIENT = "https://his.lishui.example.org";

    private static final Hospitals HOSPITALS = new Hospitals(List.of(
            new Hospital(new HospitalId("lishui"), "丽水市中心医院", "Lishui Central Hospital", List.of("LISHUI"), List.of()),
            new Hospital(new HospitalId("jinyun"), "缙云县人民医院", "Jinyun County People's Hospital", List.of("JINYUN"), List.of())));

    private final TestDatabase database = TestDatabase.create();
    private final JdbcAuditTrail audit = new JdbcAuditTrail(database.dataSource());
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final FilmArchive archive;
    private final RecordStore records;
    private final ConfigurableApplicationContext application;
    private int films;

    RecognitionServer(JWKSet clientKeys) {
        try {
            directory = Files.createTempDirectory("recognition");
            ObjectStore objects = ObjectStores.open(new ObjectStoreSettings.Files(directory.resolve("objects")));
            RecordHooks hooks = new RecordHooks(
                    new JdbcMatchCriteria(dataSource()),
                    new LinkPatients(new LinkPerson(dataSource(), InstantSource.system())),
                    changes -> {});
            IndexRecord indexing = new IndexRecord(LocalZone.ZONE, Set.of(PUBLIC + "/fhir"));
            records = new JdbcRecordStore(
                    dataSource(), objects, Clock.systemUTC(), RecordLimits.DEFAULTS, indexing, hooks.ofFilms());
            FilmRecords filmRecords = new FilmRecords(
                    dataSource(), records, hooks.matching(), HOSPITALS, new FilmRecordSettings(LocalZone.ZONE, PUBLIC, Optional.empty()));
            filmRecords.announce();
            archive = new FilmArchive(
                    dataSource(), objects, HOSPITALS, filmRecords, FilmArchiveSettings.of(directory.resolve("open")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        application = new SpringApplicationBuilder(App.class)
                .properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
                        "cloudfilm.public-url=" + PUBLIC,
                        "cloudfilm.recognition.hospitals[0].id=lishui", "cloudfilm.recognition.hospitals[0].level=3A",
                        "cloudfilm.recognition.hospitals[0].regions=zhejiang",
                        "cloudfilm.recognition.hospitals[1].id=jinyun", "cloudfilm.recognition.hospitals[1].level=3B",
                        "cloudfilm.recognition.hospitals[1].regions=zhejiang",
                        "cloudfilm.recognition.marks[0].hospital=jinyun",
                        "cloudfilm.recognition.marks[0].items=CT-CHEST,DX-CHEST",
                        "cloudfilm.recognition.marks[0].scope=zj",
                        "cloudfilm.recognition.marks[0].from=2020-01-01",
                        "cloudfilm.recognition.marks[0].until=2099-12-31",
                        "cloudfilm.recognition.clients[0].issuer=" + CLIENT,
                        "cloudfilm.recognition.clients[0].hospital=lishui",
                        "cloudfilm.recognition.clients[0].jwks=" + clientKeys.toPublicJWKSet())
                .initializers(context -> register((GenericApplicationContext) context))
                .run();
    }

    private void register(GenericApplicationContext context) {
        context.registerBean(Access.class, () -> new RuledAccess(dataSource(), audit, InstantSource.system()));
        context.registerBean(AuditTrail.class, () -> audit);
        context.registerBean(DataSource.class, this::dataSource);
        context.registerBean(Hospitals.class, () -> HOSPITALS);
    }

    DataSource dataSource() {
        return database.dataSource();
    }

    JdbcClient sql() {
        return JdbcClient.create(dataSource());
    }

    /** From now on nothing can be written down. */
    void loseTheTrail() {
        audit.close();
    }

    static LocalDate today() {
        return LocalDate.now(LocalZone.ZONE);
    }

    void put(String hospital, String id, String json) {
        RecordId record = RecordId.parse(id).orElseThrow();
        String content = json.strip().replaceFirst("\\{", "{\"resourceType\":\"" + record.type() + "\",\"id\":\"" + record.id() + "\",");
        records.write(new RecordWriter(new HospitalId(hospital), "test"), new RecordChange.Update(
                record, RecordChange.Content.of(content.getBytes(StandardCharsets.UTF_8)), OptionalInt.empty()));
    }

    void patient(String hospital, String id, String number, String residentId) {
        put(hospital, "Patient/" + id, """
                {"identifier":[{"system":"urn:cloudfilm:hospital:%s:patient","value":"%s"},
                   {"system":"urn:oid:2.16.156.10011.1.3","value":"%s"}],
                 "name":[{"text":"张三"}],"gender":"male","birthDate":"%s"}
                """.formatted(hospital, number, residentId, residentId.replaceFirst(".{6}(.{4})(..)(..).*", "$1-$2-$3")));
    }

    void visit(String hospital, String id, String patient, String status) {
        put(hospital, "Encounter/" + id, """
                {"status":"%s","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
                 "serviceType":{"text":"呼吸内科"},"subject":{"reference":"Patient/%s"},"period":{"start":"%s"}}
                """.formatted(status, patient, OffsetDateTime.now(ZoneOffset.UTC).minusHours(1)));
    }

    void order(String hospital, String id, String patient, String visit, String item, String status) {
        put(hospital, "ServiceRequest/" + id, orderBody(hospital, id, patient, visit, item, status));
    }

    static String orderBody(String hospital, String id, String patient, String visit, String item, String status) {
        return """
                {"identifier":[{"system":"urn:cloudfilm:hospital:%s:accession","value":"A-%s"}],
                 "status":"%s","intent":"order","code":{"coding":[{"system":"urn:cloudfilm:exam-item","code":"%s"}]},
                 "subject":{"reference":"Patient/%s"},"encounter":{"reference":"Encounter/%s"},
                 "authoredOn":"2026-11-22T08:00:00+08:00"}
                """.formatted(hospital, id, status, item, patient, visit);
    }

    void consent(String patient, String hospital) {
        sql().sql("""
                        insert into consent_grant (person_id, hospital, starts, ends)
                        select person_id, :hospital, now() - interval '1 minute', now() + interval '30 days'
                        from patient_record where subject = :subject
                        """)
                .param("hospital", hospital)
                .param("subject", RecordId.parse("Patient/" + patient).orElseThrow().key())
                .update();
    }

    /** One CT slice of a study made so many days ago. @return its UID */
    String film(String hospital, String number, String accession, int daysAgo, String modality, String part, String text) {
        String uid = "1.2.826.0.1." + ++films;
        Dataset slice = Dataset.builder()
                .put(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
                .put(Tags.SOPInstanceUID, uid + ".1.1")
                .put(Tags.StudyDate, today().minusDays(daysAgo).toString().replace("-", ""))
                .put(Tags.StudyTime, "093000")
                .put(Tags.AccessionNumber, accession)
                .put(Tags.Modality, modality)
                .put(Tags.StudyDescription, text)
                .put(Tags.BodyPartExamined, part)
                .put(Tags.PatientName, "Zhang^San=张^三")
                .put(Tags.PatientID, number)
                .put(Tags.PatientSex, "M")
                .put(Tags.StudyInstanceUID, uid)
                .put(Tags.SeriesInstanceUID, uid + ".1")
                .put(Tags.SeriesNumber, 1)
                .put(Tags.InstanceNumber, 1)
                .put(Tags.Rows, 1)
                .put(Tags.Columns, 1)
                .put(Tags.BitsAllocated, 16)
                .put(Tags.BitsStored, 16)
                .put(Tags.HighBit, 15)
                .put(Tags.PixelRepresentation, 0)
                .put(Tags.SamplesPerPixel, 1)
                .put(Tags.PhotometricInterpretation, "MONOCHROME2")
                .put(Tags.PixelData, Vr.OW, new byte[2])
                .build();
        byte[] bytes = DicomWriter.bytes(slice, TransferSyntax.EXPLICIT_VR_LE);
        Arrival arrival = new Arrival(new HospitalId(hospital), Arrival.Via.STOW, hospital);
        try (InstanceUpload upload = archive.begin(arrival, TransferSyntax.EXPLICIT_VR_LE)) {
            upload.write(bytes, 0, bytes.length);
            upload.commit();
        }
        return uid;
    }

    record Answer(int status, String body, HttpResponse<String> response) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    Answer get(String token, String path, String... headers) {
        return send("GET", token, path, null, headers);
    }

    Answer post(String token, String path, String body, String... headers) {
        return send("POST", token, path, body, headers);
    }

    /** Headers are name, value, name, value, … A token that is empty is not sent. */
    Answer send(String method, String token, String path, String body, String... headers) {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body != null && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A call of one of our services. @param orders as they are in the Bundle, joined by commas */
    static String call(String hook, String patient, String visit, String selections, String orders) {
        return """
                {"hook":"%s","hookInstance":"%s","context":{"userId":"Practitioner/doctor-wang","patientId":"%s",
                 "encounterId":"%s","selections":[%s],"draftOrders":{"resourceType":"Bundle","type":"collection","entry":[%s]}}}
                """.formatted(hook, UUID.randomUUID(), patient, visit, selections, orders);
    }

    @Override
    public void close() {
        application.close();
        http.close();
        archive.close();
        audit.close();
        database.close();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(RecognitionConfiguration.class)
    static class App {

        private static final GrantedAuthority REQUESTER = new SimpleGrantedAuthority("REQUESTER");

        @Bean
        SecurityFilterChain chain(HttpSecurity security, CdsAuthentication clients) throws Exception {
            AuthenticationManager tokens = App::claimed;
            return security.authorizeHttpRequests(requests -> requests
                            .requestMatchers(HttpMethod.GET, "/cds-services").permitAll()
                            .anyRequest().hasAuthority(REQUESTER.getAuthority()))
                    .oauth2ResourceServer(server ->
                            server.authenticationManagerResolver(clients.beside(tokens, REQUESTER)))
                    .csrf(AbstractHttpConfigurer::disable)
                    .build();
        }

        private static JwtAuthenticationToken claimed(Authentication presented) {
            String token = ((BearerTokenAuthenticationToken) presented).getToken();
            String[] parts = token.split("\\.", 2);
            if (parts.length != 2 || parts[1].length() > 40) {
                throw new InvalidBearerTokenException("no token of ours");
            }
            Map<String, Object> claims = new HashMap<>();
            claims.put("sub", token);
            claims.put("cloudfilm_role", parts[0]);
            claims.put(parts[0].equals("patient") ? "resident_id" : "hospital", parts[1]);
            Jwt jwt = new Jwt(token, Instant.now(), Instant.now().plusSeconds(3600), Map.of("alg", "none"), claims);
            return new JwtAuthenticationToken(jwt, List.of(REQUESTER));
        }
    }
}
