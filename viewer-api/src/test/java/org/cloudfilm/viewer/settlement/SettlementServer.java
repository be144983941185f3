package org.cloudfilm.viewer.settlement;

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
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.audit.JdbcAuditTrail;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.RuledAccess;
import org.cloudfilm.storage.consent.book.Family;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.outbox.Delivery;
import org.cloudfilm.storage.outbox.JdbcOutbox;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.outbox.OutboxHandler;
import org.cloudfilm.storage.person.LinkPatients;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.record.JdbcRecordStore;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordHooks;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordLimits;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.imaging.ExamOrders;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.search.JdbcMatchCriteria;
import org.cloudfilm.storage.testing.TestDatabase;
import org.cloudfilm.viewer.exam.ExamConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Settlement on a real Tomcat, over real records and PostgreSQL, with providers in memory. Events are delivered when the
 * test says so. Tokens are what they claim: {@code clinician.lishui}, {@code patient.34052419800101001X}, {@code admin.x}.
 */
final class SettlementServer implements AutoCloseable {

    private static final Hospitals HOSPITALS = new Hospitals(List.of(
            new Hospital(new HospitalId("lishui"), "丽水市中心医院", "Lishui Central Hospital", List.of("LISHUI"), List.of()),
            new Hospital(new HospitalId("jinyun"), "缙云县人民医院", "Jinyun County People's Hospital", List.of("JINYUN"), List.of())));

    final Fate.Queue fates = new Fate.Queue();
    final FakeInsurance insurance = new FakeInsurance(fates);
    final FakeChannel channel = new FakeChannel(fates, InstantSource.system());
    private final TestDatabase database = TestDatabase.create();
    private final JdbcAuditTrail audit = new JdbcAuditTrail(database.dataSource());
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private final RecordStore records;
    private final ConfigurableApplicationContext application;

    private SettlementServer() throws IOException {
        directory = Files.createTempDirectory("settlement");
        ObjectStore objects = ObjectStores.open(new ObjectStoreSettings.Files(directory));
        RecordHooks hooks = new RecordHooks(
                new JdbcMatchCriteria(database.dataSource()),
                new LinkPatients(new LinkPerson(database.dataSource(), InstantSource.system())),
                new ExamOrders(new JdbcOutbox(database.dataSource())));
        records = new JdbcRecordStore(database.dataSource(), objects, InstantSource.system(), RecordLimits.DEFAULTS,
                new IndexRecord(ZoneId.of("Asia/Shanghai"), Set.of()), hooks.ofFilms());
        application = new SpringApplicationBuilder(App.class)
                .properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off")
                .initializers(context -> register((GenericApplicationContext) context))
                .run();
    }

    static SettlementServer start() {
        try {
            return new SettlementServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void register(GenericApplicationContext context) {
        context.registerBean(DataSource.class, database::dataSource);
        context.registerBean(AuditTrail.class, () -> audit);
        context.registerBean(Access.class, () -> new RuledAccess(database.dataSource(), audit, InstantSource.system()));
        context.registerBean(Hospitals.class, () -> HOSPITALS);
        context.registerBean(Family.class, () -> new Family(database.dataSource(), InstantSource.system()));
        context.registerBean(RecordStore.class, () -> records);
        context.registerBean(Outbox.class, () -> new JdbcOutbox(database.dataSource()));
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(Insurance.class, () -> insurance);
        context.registerBean(PaymentChannel.class, () -> channel);
    }

    JdbcClient sql() {
        return JdbcClient.create(database.dataSource());
    }

    /** A hospital writes a record. */
    void write(String hospital, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        JsonNode json = JsonMapper.shared().readTree(bytes);
        RecordId id = RecordId.parse(json.path("resourceType").asString() + "/" + json.path("id").asString()).orElseThrow();
        records.write(new RecordWriter(new HospitalId(hospital), "his"),
                new RecordChange.Update(id, RecordChange.Content.of(bytes), OptionalInt.empty()));
    }

    void emit(String kind, String key, String payload) {
        new JdbcOutbox(database.dataSource()).add(new OutboxEvent(kind, key, payload));
    }

    /** Everything that waits for settlement is delivered, until nothing but what waits for people is left. */
    void deliver() {
        Map<String, OutboxHandler> handlers = new HashMap<>();
        application.getBeansOfType(OutboxHandler.class).values().forEach(one -> handlers.put(one.kind(), one));
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Map<String, Object> row : sql().sql("select seq, kind, key, payload from outbox order by seq").query().listOfRows()) {
                OutboxHandler handler = handlers.get((String) row.get("kind"));
                OutboxEvent event = new OutboxEvent(
                        (String) row.get("kind"), (String) row.get("key"), (String) row.get("payload"));
                if (handler != null && handler.deliver(event) instanceof Delivery.Done) {
                    sql().sql("delete from outbox where seq = :seq").param("seq", row.get("seq")).update();
                    moved = true;
                }
            }
        }
    }

    record Answer(int status, String type, JsonNode body) {}

    /** Headers are name, value, name, value, … */
    Answer send(String token, String method, String path, String body, String... headers) {
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""),
                    response.body().isEmpty() ? JsonMapper.shared().missingNode() : JsonMapper.shared().readTree(response.body()));
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
        audit.close();
        database.close();
        FileSystemUtils.deleteRecursively(directory);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({SettlementConfiguration.class, ExamConfiguration.class})
    static class App {

        @Bean
        JwtDecoder tokens() {
            return SettlementServer::decode;
        }

        @Bean
        SecurityFilterChain doors(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests
                            .requestMatchers("/api/payments/*/callback").permitAll()
                            .anyRequest().authenticated())
                    .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                    .csrf(AbstractHttpConfigurer::disable)
                    .build();
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
        return new Jwt(token, Instant.now(), Instant.now().plusSeconds(3600), Map.of("alg", "none"), claims);
    }
}
