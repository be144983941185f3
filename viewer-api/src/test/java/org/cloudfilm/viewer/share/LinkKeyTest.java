package org.cloudfilm.viewer.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.cloudfilm.storage.share.ShareId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Secrets, keys and passcodes of links. */
class LinkKeyTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ShareId SHARE = new ShareId(UUID.randomUUID());

    private final LinkSecret secret = LinkSecret.random(RANDOM);
    private final LinkKey key = LinkKey.random(RANDOM);

    @Test
    void secret_readBack_isTheSame() {
        assertThat(secret.text()).hasSize(43).matches("[A-Za-z0-9_-]+");
        LinkSecret again = LinkSecret.parse(secret.text()).orElseThrow();
        assertThat(again.locator()).isEqualTo(secret.locator());
        assertThat(again.derive("x")).isEqualTo(secret.derive("x")).isNotEqualTo(secret.derive("y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+/", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "影影影影影影影影影影影影影影影影影影影影影影影影影影影影影影影影影影影影影影影影影影影"})
    void secret_notWrittenAsWeWriteIt_isNone(String text) {
        assertThat(LinkSecret.parse(text)).isEmpty();
    }

    @Test
    void key_sealed_opensForItsLinkAlone() {
        byte[] sealed = key.seal(secret, SHARE, RANDOM);

        assertThat(LinkKey.unseal(sealed, secret, SHARE).bytes()).isEqualTo(key.bytes());
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(new String(key.bytes(), StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> LinkKey.unseal(sealed, LinkSecret.random(RANDOM), SHARE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> LinkKey.unseal(sealed, secret, new ShareId(UUID.randomUUID()))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void passcode_matchesAsTyped_alsoInFullWidth_andForItsLinkAlone() {
        String hash = new Passcodes(1000, RANDOM).hash("246810", secret);

        assertThat(hash).doesNotContain("246810").isNotEqualTo(new Passcodes(1000, RANDOM).hash("246810", secret));
        assertThat(Passcodes.matches("246810", hash, secret)).isTrue();
        assertThat(Passcodes.matches("２４６８１０", hash, secret)).isTrue();
        assertThat(Passcodes.matches("246811", hash, secret)).isFalse();
        assertThat(Passcodes.matches("", hash, secret)).isFalse();
        assertThat(Passcodes.matches("246810", hash, LinkSecret.random(RANDOM))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void file_encrypted_isADirectJweWithItsContentType_neverTwiceTheSame(int length) throws Exception {
        byte[] content = "影".repeat(length).getBytes(StandardCharsets.UTF_8);

        String jwe = EncryptFile.jwe(content, "application/fhir+json", key);

        JWEObject read = JWEObject.parse(jwe);
        assertThat(read.getHeader().getAlgorithm().getName()).isEqualTo("dir");
        assertThat(read.getHeader().getEncryptionMethod().getName()).isEqualTo("A256GCM");
        assertThat(read.getHeader().getContentType()).isEqualTo("application/fhir+json");
        assertThat(read.getHeader().getCompressionAlgorithm() != null).isEqualTo(length > 1000);
        read.decrypt(new DirectDecrypter(key.bytes()));
        assertThat(read.getPayload().toBytes()).isEqualTo(content);
        assertThat(jwe.split("\\.")[2]).isNotEqualTo(EncryptFile.jwe(content, "application/fhir+json", key).split("\\.")[2]);
    }

    @Test
    void link_holdsWhatTheSpecificationAsks() {
        LinkText link = new LinkText("https://film.example.cn/shl/" + secret.text(), key, Instant.ofEpochSecond(1_800_000_000), "胸部 CT");

        assertThat(link.forViewer("https://film.example.cn/s")).isEqualTo("https://film.example.cn/s#" + link.bare());
        String payload = new String(Base64.getUrlDecoder().decode(link.bare().substring("shlink:/".length())), StandardCharsets.UTF_8);
        JsonNode json = JsonMapper.shared().readTree(payload);
        assertThat(payload).doesNotContain("\n", ": ");
        assertThat(json.at("/url").asString()).hasSizeLessThanOrEqualTo(128);
        assertThat(json.at("/key").asString()).hasSize(43);
        assertThat(json.at("/exp").asLong()).isEqualTo(1_800_000_000);
        assertThat(json.at("/flag").asString()).isEqualTo("P");
        assertThat(json.at("/label").asString()).isEqualTo("胸部 CT");
        assertThat(json.at("/v").asInt()).isEqualTo(1);
        assertThat(link.toString()).doesNotContain(key.text(), secret.text());
    }

    @Test
    void settings_thatTheSpecificationForbids_areRefusedAtStart() {
        assertThatThrownBy(() -> new ShareProperties(5, Duration.ofHours(2), Duration.ofMinutes(10), 600_000)
                .settings("https://film.example.cn")).hasMessageContaining("token-life");
        assertThatThrownBy(() -> new ShareProperties(5, Duration.ofHours(1), Duration.ofHours(2), 600_000)
                .settings("https://film.example.cn")).hasMessageContaining("file-life");
        assertThatThrownBy(() -> new ShareProperties(5, Duration.ofHours(1), Duration.ofMinutes(10), 600_000)
                .settings("https://" + "long.".repeat(20) + "example.cn")).hasMessageContaining("too long");
    }
}
