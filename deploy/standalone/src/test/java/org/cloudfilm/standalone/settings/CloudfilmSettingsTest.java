package org.cloudfilm.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cloudfilm.gateway.DicomProperties;
import org.cloudfilm.standalone.settings.CloudfilmSettings.Database;
import org.cloudfilm.standalone.settings.CloudfilmSettings.Demo;
import org.cloudfilm.standalone.settings.CloudfilmSettings.Member;
import org.cloudfilm.standalone.settings.CloudfilmSettings.Objects;
import org.cloudfilm.standalone.settings.CloudfilmSettings.Oidc;
import org.cloudfilm.storage.consent.AccessSettings;
import org.cloudfilm.viewer.share.ShareProperties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class CloudfilmSettingsTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withUserConfiguration(Bound.class);

    @EnableConfigurationProperties({
        CloudfilmSettings.class, AccessProperties.class, FilmSettings.class, ProviderSettings.class,
        DicomProperties.class, ShareProperties.class})
    static class Bound {}

    @Test
    void defaults_nothingConfigured_arePinned() {
        application.run(context -> assertThat(context.getBean(CloudfilmSettings.class)).isEqualTo(new CloudfilmSettings(
                Path.of("data"),
                URI.create("http://localhost:8080"),
                new Database("", "", "", 16),
                new Objects("", "cloudfilm", "us-east-1", "", "", ""),
                new Oidc("", "cloudfilm", "cloudfilm-web", Duration.ofHours(1)),
                new Demo(true),
                List.of(
                        new Member("lishui", "丽水市中心医院", "Lishui Central Hospital", List.of("LISHUI"), List.of(),
                                List.of("LISHUI"), ""),
                        new Member("jinyun", "缙云县人民医院", "Jinyun County People's Hospital", List.of("JINYUN"),
                                List.of(), List.of("JINYUN"), "")))));
    }

    @Test
    void defaults_servers_arePinned() {
        application.run(context -> {
            Environment environment = context.getEnvironment();
            assertThat(environment.getProperty("server.port")).isEqualTo("8080");
            assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
            DicomProperties dicom = context.getBean(DicomProperties.class);
            assertThat(dicom.aeTitle()).isEqualTo("CLOUDFILM");
            assertThat(dicom.port()).isEqualTo(11112);
            assertThat(dicom.host()).isEqualTo("127.0.0.1");
            assertThat(dicom.maxAssociations()).isEqualTo(100);
            assertThat(dicom.stopTimeout()).isEqualTo(Duration.ofSeconds(20));
            assertThat(context.getBean(ShareProperties.class))
                    .isEqualTo(new ShareProperties(5, Duration.ofHours(1), Duration.ofMinutes(10), 600_000));
            assertThat(context.getBean(FilmSettings.class).quiet()).isEqualTo(Duration.ofSeconds(60));
            assertThat(context.getBean(ProviderSettings.class)).isEqualTo(new ProviderSettings(
                    new ProviderSettings.Insurer("", "", Map.of(), Duration.ofSeconds(2), Duration.ofSeconds(4)),
                    new ProviderSettings.Channel("", "", "",
                            URI.create("http://localhost:8080/api/payments/sandbox/callback"), Duration.ofSeconds(2),
                            Duration.ofSeconds(4), Duration.ofMinutes(5))));
        });
    }

    @Test
    void defaults_access_arePinned() {
        application.run(context -> assertThat(context.getBean(AccessProperties.class).toSettings())
                .isEqualTo(AccessSettings.USUAL));
        environment(Map.of("CLOUDFILM_ACCESS_DEFAULT", "opt-out", "CLOUDFILM_ACCESS_RECENT_VISIT", "0"))
                .run(context -> assertThat(context.getBean(AccessProperties.class).toSettings())
                        .isEqualTo(new AccessSettings(AccessSettings.Default.OPT_OUT, Duration.ZERO)));
        refused("cloudfilm.access.recent-visit", Map.of("CLOUDFILM_ACCESS_RECENT_VISIT", "-1d"));
    }

    @Test
    void environment_variables_replaceDefaults() {
        environment(Map.of("CLOUDFILM_PORT", "9090", "CLOUDFILM_DATA", "/srv/films", "CLOUDFILM_DEMO_IMAGES", "false"))
                .run(context -> {
                    CloudfilmSettings settings = context.getBean(CloudfilmSettings.class);
                    assertThat(settings.publicUrl()).isEqualTo(URI.create("http://localhost:9090"));
                    assertThat(settings.data()).isEqualTo(Path.of("/srv/films"));
                    assertThat(settings.demo().images()).isFalse();
                });
    }

    @Test
    void issuer_configured_replacesTheDemoIdentityServer() {
        environment(Map.of("CLOUDFILM_OIDC_ISSUER", "https://id.example.org/realm")).run(context ->
                assertThat(context.getBean(CloudfilmSettings.class).issuer()).isEqualTo("https://id.example.org/realm"));
    }

    @Test
    void start_unusableSetting_failsAndNamesIt() {
        refused("cloudfilm.database.pool", Map.of("CLOUDFILM_DATABASE_POOL", "1"));
        refused("cloudfilm.database.url", Map.of("CLOUDFILM_DATABASE_URL", "mysql://db"));
        refused("cloudfilm.public-url", Map.of("CLOUDFILM_PUBLIC_URL", "http://films.example.org/path"));
        refused("access key and secret key are needed", Map.of("CLOUDFILM_S3_ENDPOINT", "https://s3.example.org"));
        refused("cloudfilm.oidc.issuer", Map.of("CLOUDFILM_OIDC_ISSUER", "id.example.org"));
    }

    @Test
    void hospitals_sameAeTitleTwice_areRefused() {
        List<Member> doubled = List.of(
                new Member("one", "甲", null, List.of("CT"), null, null, null),
                new Member("two", "乙", null, List.of("CT"), null, null, null));
        CloudfilmSettings settings = new CloudfilmSettings(Path.of("data"), URI.create("http://localhost"),
                null, null, null, null, doubled);

        assertThat(catchThrowable(settings::toHospitals))
                .hasMessageContaining("AE title CT");
    }

    @Test
    void toString_secrets_areMasked() {
        assertThat(new Database("jdbc:postgresql://db/x", "u", "hidden", 16).toString()).doesNotContain("hidden");
        assertThat(new Objects("https://s3", "bucket", "r", "key", "hidden", "").toString()).doesNotContain("hidden");
    }

    private void refused(String setting, Map<String, Object> variables) {
        environment(variables).run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(setting));
    }

    private ApplicationContextRunner environment(Map<String, Object> variables) {
        return application.withInitializer(context -> context.getEnvironment().getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)));
    }
}
