package org.cloudfilm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.cloudfilm.gateway.dimse.DicomSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DicomPropertiesTest {

    @Test
    void bind_nothing_defaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(DicomSettings.defaults())
                .isEqualTo(new DicomSettings(
                        "CLOUDFILM",
                        "",
                        11112,
                        100,
                        262144,
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(8),
                        0));
    }

    @Test
    void bind_everything_taken() {
        assertThat(bind(Map.of(
                        "cloudfilm.dicom.ae-title", "FILM 2",
                        "cloudfilm.dicom.host", "127.0.0.1",
                        "cloudfilm.dicom.port", "104",
                        "cloudfilm.dicom.max-associations", "7",
                        "cloudfilm.dicom.max-pdu", "16KB",
                        "cloudfilm.dicom.artim-timeout", "1s",
                        "cloudfilm.dicom.idle-timeout", "2m",
                        "cloudfilm.dicom.stop-timeout", "3s",
                        "cloudfilm.dicom.receive-buffer", "1MB")))
                .isEqualTo(new DicomSettings(
                        "FILM 2",
                        "127.0.0.1",
                        104,
                        7,
                        16384,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(3),
                        1048576));
    }

    @ParameterizedTest
    @CsvSource({
        "ae-title, ''",
        "ae-title, SEVENTEENLETTERS1",
        "ae-title, A\\B",
        "ae-title, 云影",
        "port, 65536",
        "port, -1",
        "max-associations, 0",
        "max-pdu, 1KB",
        "max-pdu, 17MB",
        "artim-timeout, 0s",
        "idle-timeout, -1s",
        "stop-timeout, 0s",
        "receive-buffer, -1B"
    })
    void bind_senseless_refusedWithTheSettingsName(String setting, String value) {
        assertThatThrownBy(() -> bind(Map.of("cloudfilm.dicom." + setting, value)))
                .hasMessageContaining("cloudfilm.dicom")
                .hasMessageContaining(setting);
    }

    private static DicomSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("cloudfilm.dicom", DicomProperties.class)
                .settings();
    }
}
