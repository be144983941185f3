package org.cloudfilm.viewer.share;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.share.Attempt;
import org.cloudfilm.storage.share.Granted;
import org.cloudfilm.storage.share.LinkTokens;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the files of a link, and the manifest that lists them ("SMART Health Link Manifest File"). Each time anew, of
 * what is stored at that moment, encrypted with the link's own key.
 */
final class LinkFiles {

    static final String FHIR = "application/fhir+json";
    static final String API_ACCESS = "application/smart-api-access";

    /** Longer ones are fetched, whatever the client would take. */
    private static final long MOST_EMBEDDED = 256 << 10;
    private static final int SECRET_BYTES = 32;
    private static final String FHIR_VERSION = "4.0.1";
    private static final String SCOPE = "patient/ImagingStudy.rs patient/DiagnosticReport.rs";

    private final ReadShared shared;
    private final ShareSettings settings;
    private final SecureRandom random;
    private final InstantSource clock;

    LinkFiles(ReadShared shared, ShareSettings settings, SecureRandom random, InstantSource clock) {
        this.shared = shared;
        this.settings = settings;
        this.random = random;
        this.clock = clock;
    }

    /** One encrypted file, and the token that is in it, if there is one. */
    record File(Granted.Kind kind, String jwe, Optional<Instant> lastUpdated, Optional<Granted.Token> token) {

        String contentType() {
            return kind == Granted.Kind.RECORDS ? FHIR : API_ACCESS;
        }
    }

    /** A manifest, and what it gives out: to be kept before it is sent. */
    record Offer(ObjectNode manifest, List<Granted> granted) {}

    /** Empty when nothing of the link may be read any more. */
    Optional<Offer> offer(Attempt.Link link, LinkSecret secret, long embeddedMost) {
        Optional<File> records = make(link, secret, Granted.Kind.RECORDS);
        if (records.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode manifest = JsonMapper.shared().createObjectNode();
        ArrayNode files = manifest.putArray("files");
        List<Granted> granted = new ArrayList<>();
        long most = Math.min(embeddedMost, MOST_EMBEDDED);
        list(files, records.get(), link, secret, most, granted);
        if (link.images()) {
            make(link, secret, Granted.Kind.ACCESS).ifPresent(file -> list(files, file, link, secret, most, granted));
        }
        return Optional.of(new Offer(manifest, granted));
    }

    /** Empty when nothing of the link may be read any more. */
    Optional<File> make(Attempt.Link link, LinkSecret secret, Granted.Kind kind) {
        LinkKey key = LinkKey.unseal(link.sealedKey(), secret, link.id());
        return switch (kind) {
            case RECORDS -> shared.read(LinkTokens.bearer(link.id()))
                    .map(bundle -> new File(kind, EncryptFile.jwe(bundle.bytes(), FHIR, key), bundle.lastUpdated(), Optional.empty()));
            case ACCESS -> Optional.of(access(link, key));
        };
    }

    private void list(
            ArrayNode files, File file, Attempt.Link link, LinkSecret secret, long most, List<Granted> granted) {
        ObjectNode entry = files.addObject();
        entry.put("contentType", file.contentType());
        if (file.jwe().length() <= most) {
            entry.put("embedded", file.jwe());
            file.token().ifPresent(granted::add);
        } else {
            String name = secret();
            granted.add(new Granted.File(LinkTokens.digest(name), file.kind(), until(settings.fileLife(), link)));
            entry.put("location", settings.manifest(secret) + "/" + name);
        }
        file.lastUpdated().ifPresent(at -> entry.put("lastUpdated", at.toString()));
        // a report may yet be written or corrected, images may yet come
        entry.put("status", "can-change");
        if (file.kind() == Granted.Kind.RECORDS) {
            entry.put("fhirVersion", FHIR_VERSION);
        }
    }

    /** A SMART access token response (SMART App Launch 2.2 section 2.0.12) with {@code aud} and {@code query}. */
    private File access(Attempt.Link link, LinkKey key) {
        String token = LinkTokens.PREFIX + secret();
        Instant until = until(settings.tokenLife(), link);
        ObjectNode response = JsonMapper.shared().createObjectNode();
        response.put("access_token", token);
        response.put("token_type", "Bearer");
        response.put("expires_in", Duration.between(clock.instant(), until).toSeconds());
        response.put("scope", SCOPE);
        response.put("aud", settings.fhir());
        response.putArray("query").add("ImagingStudy");
        return new File(
                Granted.Kind.ACCESS,
                EncryptFile.jwe(JsonMapper.shared().writeValueAsBytes(response), API_ACCESS, key),
                Optional.empty(),
                Optional.of(new Granted.Token(LinkTokens.digest(token), until)));
    }

    private Instant until(Duration life, Attempt.Link link) {
        Instant end = clock.instant().plus(life);
        return end.isBefore(link.expiresAt()) ? end : link.expiresAt();
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return LinkSecret.base64Url(bytes);
    }
}
