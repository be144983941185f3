package org.cloudfilm.storage.record.imaging;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How records speak of films.
 *
 * @param zone    of films that do not tell theirs
 * @param baseUrl of this deployment as its users see it, such as {@code https://films.example.org}; empty to speak of
 *     films by URLs relative to the host
 * @param quiet   for how long nothing more of a study comes before it is announced; empty where nothing is to be
 *     announced, as when a catalogue is made anew
 */
public record FilmRecordSettings(ZoneId zone, String baseUrl, Optional<Duration> quiet) {

    public FilmRecordSettings {
        baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    }

    String dicomWeb() {
        return baseUrl + "/dicom-web";
    }
}
