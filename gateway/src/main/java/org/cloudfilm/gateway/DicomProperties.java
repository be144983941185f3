package org.cloudfilm.gateway;

import java.time.Duration;
import org.cloudfilm.gateway.dimse.DicomSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** {@code cloudfilm.dicom.*}, as {@link DicomSettings} explains and checks them. */
@ConfigurationProperties("cloudfilm.dicom")
public record DicomProperties(
        @DefaultValue("CLOUDFILM") String aeTitle,
        @DefaultValue("") String host,
        @DefaultValue("11112") int port,
        @DefaultValue("100") int maxAssociations,
        @DefaultValue("256KB") DataSize maxPdu,
        @DefaultValue("15s") Duration artimTimeout,
        @DefaultValue("60s") Duration idleTimeout,
        @DefaultValue("8s") Duration stopTimeout,
        @DefaultValue("0B") DataSize receiveBuffer) {

    DicomSettings settings() {
        return new DicomSettings(
                aeTitle,
                host,
                port,
                maxAssociations,
                Math.toIntExact(maxPdu.toBytes()),
                artimTimeout,
                idleTimeout,
                stopTimeout,
                Math.toIntExact(receiveBuffer.toBytes()));
    }
}
