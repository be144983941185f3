package org.cloudfilm.viewer.share;

import java.net.URI;
import java.time.Duration;

/**
 * @param publicUrl    where browsers reach this deployment, without a slash at the end
 * @param attempts     wrong passcodes a link bears in its life
 * @param tokenLife    of an access token given out with an opening, at most an hour
 * @param fileLife     of the address of a file, at most an hour
 * @param rounds       of the passcode's hash
 */
record ShareSettings(String publicUrl, int attempts, Duration tokenLife, Duration fileLife, int rounds) {

    private static final Duration LONGEST = Duration.ofHours(1);

    ShareSettings {
        if (publicUrl.endsWith("/")) {
            publicUrl = publicUrl.substring(0, publicUrl.length() - 1);
        }
        URI.create(publicUrl);
        // the specification's own bound on manifest URLs
        if (manifest(publicUrl, "x".repeat(LinkSecret.TEXT_LENGTH)).length() > LinkText.LONGEST_URL) {
            throw new IllegalArgumentException("cloudfilm.public-url is too long for links that patients share");
        }
        if (attempts < 1 || attempts > 100) {
            throw new IllegalArgumentException("cloudfilm.share.attempts must be 1 to 100");
        }
        if (rounds < 10_000 || rounds > 10_000_000) {
            throw new IllegalArgumentException("cloudfilm.share.passcode-rounds must be 10000 to 10000000");
        }
        requireShort(tokenLife, "cloudfilm.share.token-life");
        requireShort(fileLife, "cloudfilm.share.file-life");
    }

    private static void requireShort(Duration life, String name) {
        if (life.compareTo(LONGEST) > 0 || life.toSeconds() < 1) {
            throw new IllegalArgumentException(name + " must be an hour or less");
        }
    }

    String manifest(LinkSecret secret) {
        return manifest(publicUrl, secret.text());
    }

    private static String manifest(String publicUrl, String secret) {
        return publicUrl + "/shl/" + secret;
    }

    String viewer() {
        return publicUrl + "/s";
    }

    String fhir() {
        return publicUrl + "/fhir";
    }
}
