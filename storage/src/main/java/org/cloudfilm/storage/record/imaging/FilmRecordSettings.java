package org.cloudfilm.storage.record.imaging;

import java.time.ZoneId;

/**
 * How records speak of films.
 *
 * @param zone    of films that do not tell theirs
 * @param baseUrl of this deployment as its users see it, such as {@code https://films.example.org}; empty to speak of
 *     films by URLs relative to the host
 */
public record FilmRecordSettings(ZoneId zone, String baseUrl) {

    public FilmRecordSettings {
        baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    }

    String dicomWeb() {
        return baseUrl + "/dicom-web";
    }
}
