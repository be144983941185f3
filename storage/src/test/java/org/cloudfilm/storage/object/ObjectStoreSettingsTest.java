package org.cloudfilm.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectStoreSettingsTest {

    private static ObjectStoreSettings.S3 s3(String endpoint) {
        return new ObjectStoreSettings.S3(URI.create(endpoint), "films", null, "access", "very-secret", null);
    }

    @Test
    void s3_defaults_arePinned() {
        ObjectStoreSettings.S3 s3 = s3("https://s3.example.org");
        assertThat(s3.region()).isEqualTo("us-east-1");
        assertThat(s3.limits()).isEqualTo(new ObjectStoreSettings.Limits(
                Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(2), 4, 16L << 20));
    }

    @Test
    void s3_printed_hidesTheSecret() {
        assertThat(s3("https://s3.example.org").toString()).contains("films").doesNotContain("very-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3.example.org", "ftp://s3.example.org", "http://s3.example.org/path", "http://u:p@host"})
    void s3_badEndpoint_isRefused(String endpoint) {
        assertThatIllegalArgumentException().isThrownBy(() -> s3(endpoint)).withMessageContaining("endpoint");
    }

    @Test
    void limits_outOfBounds_areRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObjectStoreSettings.Limits(second, second, second, 0, 16L << 20));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObjectStoreSettings.Limits(second, second, second, 3, 1L << 20));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObjectStoreSettings.Limits(Duration.ZERO, second, second, 3, 16L << 20));
    }

    @Test
    void files_directory_isAbsolute() {
        assertThat(new ObjectStoreSettings.Files(Path.of("data")).directory()).isAbsolute();
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectStoreSettings.Files(null));
    }
}
