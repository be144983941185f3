package org.cloudfilm.viewer.dicomweb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.audit.JdbcAuditTrail;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.consent.AccessSettings;
import org.cloudfilm.storage.consent.RuledAccess;
import org.cloudfilm.storage.consent.book.FollowConsents;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.FilmArchive;
import org.cloudfilm.storage.film.FilmArchiveSettings;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.InstanceUpload;
import org.cloudfilm.storage.film.StoreOutcome;
import org.cloudfilm.storage.film.StudyRecords;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DicomWriter;
import org.cloudfilm.storage.film.dicom.Part10;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.notice.Notices;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.person.LinkPatients;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.person.PersonReview;
import org.cloudfilm.storage.record.JdbcRecordStore;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordHooks;
import org.cloudfilm.storage.record.RecordLimits;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.search.JdbcMatchCriteria;
import org.cloudfilm.storage.record.search.JdbcRecordSearch;
import org.cloudfilm.storage.record.search.RecordSearch;
import org.cloudfilm.storage.testing.TestDatabase;
import org.cloudfilm.viewer.people.PeopleConfiguration;
import org.cloudfilm.viewer.render.RenderConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.util.FileSystemUtils;

/**
 * The people's door on a real Tomcat, over a real archive and PostgreSQL. Tokens are what they claim: {@code
 * clinician.lishui}, {@code hospital.jinyun}, {@code patient.34052419800101001X}, {@code admin.x},
 * {@code reviewer.x}.
 */
public final class ViewerServer implements AutoCloseable {

    private static final Hospitals HOSPITALS = new Hospitals(List.of(
            new Hospital(new HospitalId("lishui"), "丽水市中心医院", "Lishui Central Hospital", List.of("LISHUI"), List.of()),
            new Hospital(new HospitalId("jinyun"), "缙云县人民医院", "Jinyun County People's Hospital", List.of("JINYUN"), List.of())));

    private static final Map<String, String> NAMES =
            Map.of("clinician.lishui", "王医生", "clinician.jinyun", "陈医生", "patient.34052419800101001X", "张三", "admin.x", "管理员");

    private final TestDatabase database = TestDatabase.create();
    private final JdbcAuditTrail audit = new JdbcAuditTrail(database.dataSource());
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private final ObjectStore objects;
    private final FilmArchive archive;
    private final ConfigurableApplicationContext application;

    private ViewerServer() throws IOException {
        directory = Files.createTempDirectory("films");
        objects = ObjectStores.open(new ObjectStoreSettings.Files(directory.resolve("objects")));
        archive = new FilmArchive(
                database.dataSource(),
                objects,
                new Hospitals(List.of()),
                StudyRecords.NONE,
                FilmArchiveSettings.of(directory.resolve("open")));
        application = new SpringApplicationBuilder(App.class)
                .properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off")
                .initializers(context -> register((GenericApplicationContext) context))
                .run();
    }

    public static ViewerServer start() {
        try {
            return new ViewerServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void register(GenericApplicationContext context) {
        RuledAccess access = new RuledAccess(database.dataSource(), audit, InstantSource.system());
        context.registerBean(Access.class, () -> access);
        context.registerBean(PersonReview.class, () ->
                new PersonReview(database.dataSource(), audit, InstantSource.system()));
        context.registerBean(Hospitals.class, () -> HOSPITALS);
        context.registerBean(FilmReader.class, archive::reader);
        context.registerBean(ObjectStore.class, () -> objects);
        context.registerBean(DataSource.class, database::dataSource);
        context.registerBean(AuditTrail.class, () -> audit);
        context.registerBean(Clock.class, Clock::systemUTC);
        AccessChanges changes = new AccessChanges(database.dataSource());
        context.registerBean(AccessChanges.class, () -> changes);
        context.registerBean(AccessSettings.class, () -> AccessSettings.USUAL);
        context.registerBean(Notices.class, () -> new Notices(database.dataSource(), InstantSource.system()));
        IndexRecord indexing = new IndexRecord(LocalZone.ZONE, Set.of());
        context.registerBean(RecordStore.class, () -> new JdbcRecordStore(
                database.dataSource(), objects, InstantSource.system(), RecordLimits.DEFAULTS, indexing,
                new RecordHooks(
                        new JdbcMatchCriteria(database.dataSource()),
                        new LinkPatients(new LinkPerson(database.dataSource(), InstantSource.system())),
                        new FollowConsents(database.dataSource(), changes, InstantSource.system()))));
        context.registerBean(RecordSearch.class, () -> new JdbcRecordSearch(database.dataSource(), indexing));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(database.dataSource()));
    }

    public FilmArchive archive() {
        return archive;
    }

    /** A part of the running application. */
    public <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    public ObjectStore objects() {
        return objects;
    }

    /** From now on nothing can be written down. */
    void loseTheTrail() {
        audit.close();
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    public DataSource dataSource() {
        return database.dataSource();
    }

    /** Stores what a builder made. Returns the data set's bytes. */
    public byte[] store(String hospital, Dataset dataset, TransferSyntax syntax) {
        byte[] bytes = DicomWriter.bytes(dataset, syntax);
        store(hospital, bytes, 0, syntax);
        return bytes;
    }

    /** Stores a Part 10 file. */
    public void storeFile(String hospital, byte[] file) {
        Part10.Meta meta = Part10.parse(file);
        store(hospital, file, meta.length(), meta.transferSyntax());
    }

    /** Stores a data set from {@code offset} on. */
    void store(String hospital, byte[] bytes, int offset, TransferSyntax syntax) {
        Arrival arrival = new Arrival(new HospitalId(hospital), Arrival.Via.STOW, hospital);
        try (InstanceUpload upload = archive.begin(arrival, syntax)) {
            upload.write(bytes, offset, bytes.length - offset);
            StoreOutcome outcome = upload.commit();
            if (outcome instanceof StoreOutcome.Refused) {
                throw new IllegalStateException(outcome.toString());
            }
        }
    }

    public URI uri(String path) {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        return URI.create("http://127.0.0.1:" + port + "/dicom-web" + path);
    }

    /** Headers are name, value, name, value, … */
    public HttpResponse<byte[]> get(String token, String path, String... headers) {
        return send("GET", token, path, headers);
    }

    public HttpResponse<byte[]> send(String method, String token, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        application.close();
        client.close();
        archive.close();
        audit.close();
        database.close();
        FileSystemUtils.deleteRecursively(directory);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({DicomWebConfiguration.class, RenderConfiguration.class, PeopleConfiguration.class})
    static class App {

        @Bean
        JwtDecoder tokens() {
            return ViewerServer::decode;
        }
    }

    private static Jwt decode(String token) {
        String[] parts = token.split("\\.", 2);
        if (parts.length != 2) {
            throw new BadJwtException("no token of ours");
        }
        Map<String, Object> claims = new HashMap<>();
        claims.put("sub", token);
        claims.put("cloudfilm_role", parts[0]);
        claims.put(parts[0].equals("patient") ? "resident_id" : "hospital", parts[1]);
        if (NAMES.containsKey(token)) {
            claims.put("name", NAMES.get(token));
        }
        return new Jwt(token, Instant.now(), Instant.now().plusSeconds(3600), Map.of("alg", "none"), claims);
    }
}
