package org.cloudfilm.standalone.e2e;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The other side of a share link: a browser abroad that has nothing but the link. */
record SmartHealthLink(String url, byte[] key) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** @param link {@code shlink:/…}, with the page before it that opens it */
    static SmartHealthLink parse(String link) {
        String payload = link.substring(link.indexOf("shlink:/") + "shlink:/".length());
        JsonNode json = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(payload));
        return new SmartHealthLink(json.at("/url").asString(), Base64.getUrlDecoder().decode(json.at("/key").asString()));
    }

    /** @param files decrypted, by content type */
    record Opened(int status, Map<String, String> files) {

        String file(String contentType) {
            return files.get(contentType);
        }

        JsonNode json(String contentType) {
            return JsonMapper.shared().readTree(files.get(contentType));
        }
    }

    Opened open(String recipient, String passcode) throws Exception {
        String body = JsonMapper.shared().writeValueAsString(
                Map.of("recipient", recipient, "passcode", passcode, "embeddedLengthMax", 100_000));
        Answer manifest = Answer.of(HTTP.send(
                HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString()));
        Map<String, String> files = new LinkedHashMap<>();
        if (manifest.status() == 200) {
            for (JsonNode file : manifest.json().at("/files")) {
                files.put(file.at("/contentType").asString(), decrypted(encrypted(file)));
            }
        }
        return new Opened(manifest.status(), files);
    }

    private static String encrypted(JsonNode file) throws Exception {
        return file.has("embedded") ? file.at("/embedded").asString()
                : HTTP.send(HttpRequest.newBuilder(URI.create(file.at("/location").asString())).build(),
                        BodyHandlers.ofString(StandardCharsets.US_ASCII)).body();
    }

    private String decrypted(String jwe) throws Exception {
        JWEObject object = JWEObject.parse(jwe);
        object.decrypt(new DirectDecrypter(key));
        return object.getPayload().toString();
    }
}
