package org.cloudfilm.gateway;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import org.cloudfilm.gateway.hl7v2.Hl7Settings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code cloudfilm.hl7v2.*}, as {@link Hl7Settings} explains and checks them.
 *
 * @param zone           of times in messages that do not say theirs
 * @param remember       how long a control ID is remembered, so that a message sent again is not applied again
 * @param maxDeadLetters open dead letters at most; beyond, messages that cannot be used are refused and not kept
 */
@ConfigurationProperties("cloudfilm.hl7v2")
public record Hl7Properties(
        @DefaultValue("") String host,
        @DefaultValue("2575") int port,
        @DefaultValue("200") int maxConnections,
        @DefaultValue("8MB") DataSize maxMessage,
        @DefaultValue("4") int largeMessages,
        @DefaultValue("1h") Duration idleTimeout,
        @DefaultValue("60s") Duration messageTimeout,
        @DefaultValue("P") Set<String> processingIds,
        @DefaultValue("8s") Duration stopTimeout,
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue("30d") Duration remember,
        @DefaultValue("100000") int maxDeadLetters) {

    Hl7Settings settings() {
        return new Hl7Settings(
                host,
                port,
                maxConnections,
                Math.toIntExact(maxMessage.toBytes()),
                largeMessages,
                idleTimeout,
                messageTimeout,
                processingIds,
                stopTimeout);
    }
}
