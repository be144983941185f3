package org.cloudfilm.standalone.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * How people and systems get tokens from an {@link OidcServer}: authorization code with PKCE (S256) for the pages, a
 * public client, and client credentials for a hospital's system.
 */
public final class OidcSignIn {

    private static final String SYSTEM = "pacs-of-lishui";
    private static final String SECRET = "not-the-demo-secret";

    private final OidcServer server;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final List<String> leftBy = new CopyOnWriteArrayList<>();
    private volatile String pages = "";
    private volatile String client = "";

    OidcSignIn(OidcServer server) {
        this.server = server;
    }

    /** The one public client that may sign people in, and its origin. */
    public void register(String clientId, String origin) {
        client = clientId;
        pages = origin;
    }

    /** Who signed out here, in order. */
    public List<String> leftBy() {
        return leftBy;
    }

    /** As {@code Authorization} at the token endpoint. */
    public static String systemsCredentials() {
        return "Basic " + Base64.getEncoder().encodeToString((SYSTEM + ":" + SECRET).getBytes(UTF_8));
    }

    /** Shows a page with one button; the same address with {@code pressed} sends back with a code. */
    void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        if (!client.equals(asked.get("client_id")) || !(pages + "/callback").equals(asked.get("redirect_uri"))
                || !"code".equals(asked.get("response_type")) || !"S256".equals(asked.get("code_challenge_method"))
                || !Arrays.asList(asked.getOrDefault("scope", "").split(" ")).contains("openid")) {
            OidcServer.answer(exchange, 400, "text/plain", "this client may not ask that");
        } else if (!asked.containsKey("pressed")) {
            OidcServer.answer(exchange, 200, "text/html; charset=utf-8", "<!doctype html><a id=\"enter\" href=\"?"
                    + exchange.getRequestURI().getRawQuery().replace("&", "&amp;") + "&amp;pressed=yes\">陆医生</a>");
        } else {
            String code = UUID.randomUUID().toString();
            codes.put(code, asked);
            sendTo(exchange, pages + "/callback?code=" + code + "&state=" + URLEncoder.encode(asked.get("state"), UTF_8));
        }
    }

    void token(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        switch (asked.getOrDefault("grant_type", "")) {
            case "client_credentials" -> ofSystem(exchange);
            case "authorization_code" -> ofPerson(exchange, asked);
            default -> refuse(exchange, "unsupported_grant_type");
        }
    }

    private void ofSystem(HttpExchange exchange) throws IOException {
        if (!systemsCredentials().equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            refuse(exchange, "invalid_client");
            return;
        }
        give(exchange, Map.of("access_token", server.sign(server.claims(SYSTEM)
                .claim("cloudfilm_role", "hospital").claim("hospital", "lishui").build())));
    }

    private void ofPerson(HttpExchange exchange, Map<String, String> asked) throws IOException {
        Map<String, String> begun = codes.remove(asked.getOrDefault("code", ""));
        if (begun == null || !begun.get("client_id").equals(asked.get("client_id"))
                || !begun.get("redirect_uri").equals(asked.get("redirect_uri"))
                || !begun.get("code_challenge").equals(challenge(asked.getOrDefault("code_verifier", "")))) {
            refuse(exchange, "invalid_grant");
            return;
        }
        JWTClaimsSet access = server.clinician("lishui").build();
        give(exchange, Map.of(
                "access_token", server.sign(access),
                "id_token", server.sign(server.claims(access.getSubject()).audience(client).build())));
    }

    /** RP-initiated logout: a token that we signed names who leaves. */
    void leave(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        try {
            SignedJWT hint = SignedJWT.parse(asked.getOrDefault("id_token_hint", ""));
            if (hint.getHeader().getKeyID().equals(server.key().getKeyID())
                    && (pages + "/").equals(asked.get("post_logout_redirect_uri"))) {
                leftBy.add(hint.getJWTClaimsSet().getSubject());
                sendTo(exchange, pages + "/");
                return;
            }
        } catch (ParseException e) {
            // answered like any other that is not ours
        }
        refuse(exchange, "invalid_request");
    }

    private static void give(HttpExchange exchange, Map<String, String> tokens) throws IOException {
        Map<String, Object> answer = new HashMap<>(tokens);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", 300);
        OidcServer.answer(exchange, 200, "application/json", JsonMapper.shared().writeValueAsString(answer));
    }

    private static void refuse(HttpExchange exchange, String error) throws IOException {
        OidcServer.answer(exchange, 400, "application/json", "{\"error\":\"" + error + "\"}");
    }

    private static void sendTo(HttpExchange exchange, String address) throws IOException {
        exchange.getResponseHeaders().set("Location", address);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream((text == null ? "" : text).split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> URLDecoder.decode(pair[0], UTF_8),
                        pair -> URLDecoder.decode(pair[1], UTF_8), (one, other) -> other));
    }
}
