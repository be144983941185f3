package org.cloudfilm.viewer.recognition;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which hospitals' systems may call {@code /cds-services} with tokens they sign themselves, and from where browsers may.
 *
 * @param clients     CDS clients
 * @param corsOrigins of browser-based clients; {@code *} for any: calls carry tokens, never cookies
 */
@ConfigurationProperties("cloudfilm.recognition")
record RecognitionProperties(List<Client> clients, List<String> corsOrigins) {

    RecognitionProperties {
        clients = clients == null ? List.of() : List.copyOf(clients);
        corsOrigins = corsOrigins == null ? List.of("*") : List.copyOf(corsOrigins);
        if (clients.stream().map(Client::issuer).distinct().count() != clients.size()) {
            throw new IllegalArgumentException("cloudfilm.recognition.clients: an issuer is named twice");
        }
    }

    /**
     * A hospital's CDS client.
     *
     * @param issuer   {@code iss} of its tokens
     * @param hospital it speaks for
     * @param jwks     its public keys (RFC 7517) as JSON; empty when they are at an address
     * @param jwksUri  https: or file: address of its keys
     */
    record Client(String issuer, String hospital, String jwks, String jwksUri) {

        Client {
            jwks = jwks == null ? "" : jwks.strip();
            jwksUri = jwksUri == null ? "" : jwksUri.strip();
            require(issuer != null && !issuer.isBlank(), "issuer must not be empty");
            require(hospital != null && !hospital.isBlank(), "hospital must not be empty");
            require(jwks.isEmpty() != jwksUri.isEmpty(), "needs jwks or jwks-uri, and not both");
            require(jwksUri.isEmpty() || jwksUri.startsWith("https:") || jwksUri.startsWith("file:")
                    || jwksUri.startsWith("http://localhost") || jwksUri.startsWith("http://127.0.0.1"),
                    "jwks-uri must be https: or file:");
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalArgumentException("cloudfilm.recognition.clients: " + otherwise);
            }
        }
    }
}
