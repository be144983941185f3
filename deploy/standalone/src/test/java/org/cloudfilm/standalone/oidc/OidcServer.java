package org.cloudfilm.standalone.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/**
 * An identity provider that is not ours, with keys of its own, below a path as Keycloak has it. What it says of itself
 * and its keys can be made to fail in the ways of networks.
 */
public final class OidcServer implements AutoCloseable {

    /** What happens to whoever asks for the discovery document or the keys. */
    public enum Fault { NONE, BUSY, SILENT }

    private static final String PATH = "/realms/zhejiang";

    private final HttpServer server;
    private final OidcSignIn signIn;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile RSAKey key = newKey();
    private volatile List<JWK> published = List.of(key);
    private volatile Fault fault = Fault.NONE;
    private volatile String calledItself;
    private volatile String audience = "cloudfilm";

    /** On a free port. */
    public OidcServer() throws IOException {
        this(0);
    }

    public OidcServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        calledItself = issuer();
        signIn = new OidcSignIn(this);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(PATH + "/.well-known/openid-configuration", exchange -> {
            asked.incrementAndGet();
            whenWell(exchange, this::discovery);
        });
        server.createContext(PATH + "/keys", exchange -> whenWell(exchange, () -> new JWKSet(published).toString()));
        server.createContext(PATH + "/authorize", signIn::authorize);
        server.createContext(PATH + "/token", signIn::token);
        server.createContext(PATH + "/leave", signIn::leave);
        server.start();
    }

    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort() + PATH;
    }

    /** Where pages may send people back to, and who they may be. */
    public OidcSignIn signIn() {
        return signIn;
    }

    /** The discovery document names another issuer from now on. */
    public void callItself(String issuer) {
        calledItself = issuer;
    }

    /** Whom access tokens name as audience from now on. */
    public void meantFor(String service) {
        audience = service;
    }

    public void breakWith(Fault next) {
        fault = next;
    }

    /** Signs with a new key, which alone is published. */
    public void rotate() {
        key = newKey();
        published = List.of(key);
    }

    /** Has signed with the key until now. */
    public RSAKey key() {
        return key;
    }

    /** How often somebody wanted the discovery document, given it or not. */
    public int asked() {
        return asked.get();
    }

    /** Claims of an access token for a doctor of a hospital, good for five minutes. */
    public JWTClaimsSet.Builder clinician(String hospital) {
        return claims("doctor-of-" + hospital)
                .claim("name", "陆医生").claim("cloudfilm_role", "clinician").claim("hospital", hospital);
    }

    public JWTClaimsSet.Builder claims(String subject) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder().issuer(issuer()).subject(subject).audience(audience)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plus(Duration.ofMinutes(5))));
    }

    public String sign(JWTClaimsSet claims) {
        return sign(claims, key, JOSEObjectType.JWT);
    }

    public static String sign(JWTClaimsSet claims, RSAKey key, JOSEObjectType type) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).type(type).build(), claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }

    private String discovery() {
        return JsonMapper.shared().writeValueAsString(Map.of(
                "issuer", calledItself,
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "end_session_endpoint", issuer() + "/leave",
                "jwks_uri", issuer() + "/keys",
                "response_types_supported", List.of("code"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256")));
    }

    @FunctionalInterface
    private interface Document {
        String text();
    }

    private void whenWell(HttpExchange exchange, Document document) throws IOException {
        switch (fault) {
            case NONE -> answer(exchange, 200, "application/json", document.text());
            case BUSY -> answer(exchange, 503, "text/plain", "busy");
            case SILENT -> {
                try {
                    closing.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            }
        }
    }

    /** Pages of other origins may read it. */
    static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
