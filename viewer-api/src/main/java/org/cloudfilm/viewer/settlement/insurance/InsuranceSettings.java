package org.cloudfilm.viewer.settlement.insurance;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where the insurance is, and who we are to it.
 *
 * @param secret       of the signature in front of it
 * @param institutions its code (fixmedins_code) of each hospital, by our id; a hospital without one goes by our id
 * @param connect      to open a connection
 * @param timeout      of one call; settling takes a few
 */
public record InsuranceSettings(
        URI url, String secret, Map<String, String> institutions, Duration connect, Duration timeout) {

    public InsuranceSettings {
        if (url == null || !url.isAbsolute() || secret == null || secret.isBlank()) {
            throw new IllegalArgumentException("insurance: address and secret are needed");
        }
        if (connect.isNegative() || connect.isZero() || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("insurance: times must be positive");
        }
        institutions = Map.copyOf(institutions);
    }

    String institution(String hospital) {
        return institutions.getOrDefault(hospital, hospital);
    }

    @Override
    public String toString() {
        return "InsuranceSettings[url=" + url + ", secret=***]";
    }
}
