package org.cloudfilm.gateway.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.audit.JdbcAuditTrail;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.RuledAccess;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.person.LinkPatients;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.record.JdbcRecordStore;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordHooks;
import org.cloudfilm.storage.record.RecordLimits;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.search.JdbcMatchCriteria;
import org.cloudfilm.storage.record.search.JdbcPatientRecords;
import org.cloudfilm.storage.record.search.JdbcRecordSearch;
import org.cloudfilm.storage.record.search.PatientRecords;
import org.cloudfilm.storage.record.search.RecordSearch;
import org.cloudfilm.storage.testing.TestDatabase;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.FileSystemUtils;

/**
 * {@code /fhir} on a real Tomcat, over real stores and PostgreSQL. Tokens are what they claim: {@code hospital.lishui},
 * {@code clinician.jinyun}, {@code patient.34052419800101001X}, {@code admin.x}; with scopes
 * {@code hospital.lishui~system/Patient.rs}.
 */
final class FhirDoor implements AutoCloseable {

    static final String LISHUI = "hospital.lishui";
    static final String JINYUN = "hospital.jinyun";
    static final String JSON = "application/fhir+json";
    static final String XML = "application/fhir+xml";
    static final FhirContext R4 = FhirContext.forR4Cached();

    private final TestDatabase database = TestDatabase.create();
    private final JdbcAuditTrail audit = new JdbcAuditTrail(database.dataSource());
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final ObjectStore objects;
    private final ConfigurableApplicationContext application;

    FhirDoor(String... properties) {
        try {
            directory = Files.createTempDirectory("records");
            objects = ObjectStores.open(new ObjectStoreSettings.Files(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        application = new SpringApplicationBuilder(App.class)
                .properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
                        "spring.mvc.formcontent.filter.enabled=false")
                .properties(properties)
                .initializers(context -> register((GenericApplicationContext) context))
                .run();
    }

    private void register(GenericApplicationContext context) {
        DataSource data = database.dataSource();
        IndexRecord indexing = new IndexRecord(LocalZone.ZONE, Set.of());
        context.registerBean(DataSource.class, () -> data);
        context.registerBean(AuditTrail.class, () -> audit);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(ObjectStore.class, () -> objects);
        context.registerBean(Access.class, () -> new RuledAccess(data, audit, InstantSource.system()));
        context.registerBean(RecordStore.class, () -> new JdbcRecordStore(
                data,
                objects,
                InstantSource.system(),
                RecordLimits.DEFAULTS,
                indexing,
                new RecordHooks(new JdbcMatchCriteria(data), new LinkPatients(new LinkPerson(data, InstantSource.system())), changes -> {})));
        context.registerBean(RecordSearch.class, () -> new JdbcRecordSearch(data, indexing));
        context.registerBean(PatientRecords.class, () -> new JdbcPatientRecords(data, indexing));
        context.registerBean(PlatformTransactionManager.class, () -> new DataSourceTransactionManager(data));
    }

    <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    DataSource dataSource() {
        return database.dataSource();
    }

    String base() {
        return "http://127.0.0.1:" + ((WebServerApplicationContext) application).getWebServer().getPort() + "/fhir";
    }

    IGenericClient client(String token) {
        R4.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        IGenericClient client = R4.newRestfulGenericClient(base());
        client.registerInterceptor(new BearerTokenAuthInterceptor(token));
        return client;
    }

    /** Headers are name, value, name, value, … */
    HttpResponse<String> get(String token, String path, String... headers) {
        return send("GET", token, path, (String) null, headers);
    }

    /** Single quotes in the body stand for double ones. */
    HttpResponse<String> send(String method, String token, String path, String body, String... headers) {
        byte[] bytes = body == null ? null : body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> response = send(method, token, path, bytes, headers);
        return new Text(response);
    }

    HttpResponse<byte[]> send(String method, String token, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base() + path))
                .method(method, body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> put(String token, String id, String body, String... headers) {
        return send("PUT", token, "/" + id, body, with(headers, JSON));
    }

    HttpResponse<String> post(String token, String path, String body, String... headers) {
        return send("POST", token, path, body, with(headers, JSON));
    }

    private static String[] with(String[] headers, String contentType) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = contentType;
        return all;
    }

    /** From now on nothing can be written down. */
    void loseTheTrail() {
        audit.close();
    }

    @Override
    public void close() throws IOException {
        application.close();
        http.close();
        objects.close();
        audit.close();
        database.close();
        FileSystemUtils.deleteRecursively(directory);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(FhirConfiguration.class)
    static class App {

        @Bean
        JwtDecoder tokens() {
            return FhirDoor::decode;
        }

        @Bean
        SecurityFilterChain security(HttpSecurity http) {
            return http.csrf(csrf -> csrf.disable())
                    .servletApi(servletApi -> servletApi.disable())
                    .authorizeHttpRequests(requests -> requests
                            .requestMatchers("/fhir/metadata").permitAll()
                            .anyRequest().authenticated())
                    .oauth2ResourceServer(server -> server.jwt(jwt -> {}))
                    .build();
        }
    }

    /** What follows the first {@code ~} are scopes, with {@code ~} between them. */
    private static Jwt decode(String token) {
        String[] scopes = token.split("~", 2);
        String[] parts = scopes[0].split("\\.", 2);
        if (parts.length != 2) {
            throw new BadJwtException("no token of ours");
        }
        Map<String, Object> claims = new HashMap<>();
        claims.put("sub", scopes[0]);
        if (scopes.length > 1) {
            claims.put("scope", scopes[1].replace('~', ' '));
        }
        claims.put("cloudfilm_role", parts[0]);
        claims.put(parts[0].equals("patient") ? "resident_id" : "hospital", parts[1]);
        return new Jwt(token, Instant.now(), Instant.now().plusSeconds(3600), Map.of("alg", "none"), claims);
    }

    /** A response whose body is text. */
    private record Text(HttpResponse<byte[]> of) implements HttpResponse<String> {

        @Override
        public int statusCode() {
            return of.statusCode();
        }

        @Override
        public HttpRequest request() {
            return of.request();
        }

        @Override
        public java.util.Optional<HttpResponse<String>> previousResponse() {
            return java.util.Optional.empty();
        }

        @Override
        public java.net.http.HttpHeaders headers() {
            return of.headers();
        }

        @Override
        public String body() {
            return new String(of.body(), StandardCharsets.UTF_8);
        }

        @Override
        public java.util.Optional<javax.net.ssl.SSLSession> sslSession() {
            return java.util.Optional.empty();
        }

        @Override
        public URI uri() {
            return of.uri();
        }

        @Override
        public HttpClient.Version version() {
            return of.version();
        }
    }
}
