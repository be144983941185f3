package org.cloudfilm.standalone.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.cloudfilm.viewer.settlement.channel.ChannelSettings;
import org.cloudfilm.viewer.settlement.insurance.InsuranceSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** With whom visits are settled: {@code cloudfilm.settlement.insurance} and {@code .channel}. */
@ConfigurationProperties("cloudfilm.settlement")
public record ProviderSettings(Insurer insurance, Channel channel) {

    /**
     * The medical insurance.
     *
     * @param url          empty where there is none: patients pay all themselves
     * @param institutions its code of each hospital, by our id
     * @param connectTimeout to open a connection
     * @param timeout      of one call
     */
    public record Insurer(
            String url, String secret, Map<String, String> institutions, Duration connectTimeout, Duration timeout) {

        public Insurer {
            institutions = institutions == null ? Map.of() : Map.copyOf(institutions);
            if (isSet(url)) {
                Checks.requireHttp(url, "cloudfilm.settlement.insurance.url");
                Checks.require(isSet(secret), "cloudfilm.settlement.insurance.secret must be set with its url");
            }
            requireTime(connectTimeout, "cloudfilm.settlement.insurance.connect-timeout");
            requireTime(timeout, "cloudfilm.settlement.insurance.timeout");
        }

        public boolean configured() {
            return isSet(url);
        }

        public InsuranceSettings at(URI address, String key) {
            return new InsuranceSettings(address, key, institutions, connectTimeout, timeout);
        }

        @Override
        public String toString() {
            return "Insurer[url=" + url + ", secret=***]";
        }
    }

    /**
     * The sandbox payment channel.
     *
     * @param url         empty where there is none: nothing can be paid
     * @param publicKey   Ed25519 in base64, which its callbacks are signed with
     * @param callbackUrl where it tells what was paid
     * @param fresh       how old a callback may be
     */
    public record Channel(
            String url,
            String merchantKey,
            String publicKey,
            URI callbackUrl,
            Duration connectTimeout,
            Duration timeout,
            Duration fresh) {

        public Channel {
            if (isSet(url)) {
                Checks.requireHttp(url, "cloudfilm.settlement.channel.url");
                Checks.require(isSet(merchantKey), "cloudfilm.settlement.channel.merchant-key must be set with its url");
                ChannelSettings.key(publicKey);
            }
            requireTime(connectTimeout, "cloudfilm.settlement.channel.connect-timeout");
            requireTime(timeout, "cloudfilm.settlement.channel.timeout");
            requireTime(fresh, "cloudfilm.settlement.channel.fresh");
        }

        public boolean configured() {
            return isSet(url);
        }

        public ChannelSettings at(URI address, String merchant, String key) {
            return new ChannelSettings(
                    address, merchant, ChannelSettings.key(key), callbackUrl, connectTimeout, timeout, fresh);
        }

        @Override
        public String toString() {
            return "Channel[url=" + url + ", merchantKey=***]";
        }
    }

    private static boolean isSet(String value) {
        return value != null && !value.isBlank();
    }

    private static void requireTime(Duration time, String name) {
        Checks.require(time != null && !time.isNegative() && !time.isZero() && time.toMinutes() < 60,
                name + " must be more than nothing and less than an hour");
    }
}
