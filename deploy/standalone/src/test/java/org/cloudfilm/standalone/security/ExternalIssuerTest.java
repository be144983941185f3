package org.cloudfilm.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloudfilm.standalone.oidc.OidcServer;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Tokens of an identity provider elsewhere, which may be away, and whose keys change. */
class ExternalIssuerTest {

    private final Moved clock = new Moved();
    private OidcServer provider;
    private VerifiedTokens tokens;

    @BeforeEach
    void start() throws Exception {
        provider = new OidcServer();
        tokens = tokensOf(provider.issuer());
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    /** Goes on by itself, and further when told. */
    private static final class Moved extends Clock {

        private Duration by = Duration.ZERO;

        void on(Duration further) {
            by = by.plus(further);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private VerifiedTokens tokensOf(String issuer) {
        Hospitals hospitals = new Hospitals(
                List.of(new Hospital(new HospitalId("lishui"), "丽水市中心医院", "Lishui", List.of(), List.of())));
        return new VerifiedTokens(ExternalIssuerConfiguration.decoder(issuer, clock), "cloudfilm", hospitals,
                token -> Optional.empty(), Clock.systemUTC());
    }

    private Authentication open(String token) {
        return tokens.authenticate(new BearerTokenAuthenticationToken(token));
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> open(token)).isInstanceOf(InvalidBearerTokenException.class);
    }

    private void assertUnavailable(String token) {
        assertThatThrownBy(() -> open(token)).isInstanceOf(AuthenticationServiceException.class);
    }

    private JWTClaimsSet.Builder doctor() {
        return provider.clinician("lishui");
    }

    private String good() {
        return provider.sign(doctor().build());
    }

    private String expiring(Instant at) {
        return provider.sign(doctor().issueTime(Date.from(at.minusSeconds(300))).expirationTime(Date.from(at)).build());
    }

    @Test
    void authenticate_signedByTheProvider_isWhoItSays() {
        Authentication doctor = open(good());

        assertThat(doctor.getName()).isEqualTo("doctor-of-lishui");
        assertThat(List.<GrantedAuthority>copyOf(doctor.getAuthorities()))
                .contains(VerifiedTokens.REQUESTER, VerifiedTokens.READS_FILMS);
        assertThat(open(OidcServer.sign(doctor().build(), provider.key(), new JOSEObjectType("at+jwt"))).getName())
                .as("RFC 9068 section 2.1").isEqualTo("doctor-of-lishui");
    }

    @Test
    void authenticate_hospitalIsNotOfThisDeployment_mayDoNothing() {
        assertThat(open(provider.sign(provider.clinician("elsewhere").build())).getAuthorities()).isEmpty();
    }

    @Test
    void authenticate_audiences_oneMustBeOurs() {
        assertThat(open(provider.sign(doctor().audience(List.of("billing", "cloudfilm")).build())).getName())
                .isEqualTo("doctor-of-lishui");
        assertRefused(provider.sign(doctor().audience("billing").build()));
        assertRefused(provider.sign(doctor().audience((String) null).build()));
    }

    @Test
    void authenticate_times_clocksMayBeAMinuteApart() {
        Instant now = Instant.now();
        assertThat(open(expiring(now.minusSeconds(30))).getName()).isEqualTo("doctor-of-lishui");
        assertRefused(expiring(now.minusSeconds(90)));
        assertThat(open(provider.sign(doctor().notBeforeTime(Date.from(now.plusSeconds(30))).build())).getName())
                .isEqualTo("doctor-of-lishui");
        assertRefused(provider.sign(doctor().notBeforeTime(Date.from(now.plusSeconds(90))).build()));
        assertRefused(provider.sign(doctor().expirationTime(null).build()));
    }

    @Test
    void authenticate_ofAnotherIssuerOrUnsigned_isRefused() throws Exception {
        assertRefused(provider.sign(doctor().issuer("https://elsewhere.example").build()));
        assertRefused(OidcServer.sign(doctor().build(), OidcServer.newKey(), JOSEObjectType.JWT));
        assertRefused(new PlainJWT(doctor().build()).serialize());
        SignedJWT byPublicKey = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(provider.key().getKeyID()).build(), doctor().build());
        byPublicKey.sign(new MACSigner(provider.key().toRSAPublicKey().getEncoded()));
        assertRefused(byPublicKey.serialize());
        try (OidcServer other = new OidcServer()) {
            assertRefused(other.sign(doctor().build()));
            assertRefused(other.sign(other.clinician("lishui").build()));
        }
    }

    @Test
    void authenticate_providerHasANewKey_isTakenAndTheOldOneIsNot() {
        open(good());
        String old = provider.sign(doctor().build());
        provider.rotate();
        clock.on(Duration.ofSeconds(30));

        assertThat(open(good()).getName()).isEqualTo("doctor-of-lishui");
        assertRefused(old);
    }

    @Test
    void authenticate_keysNobodyKnows_doNotMakeUsAskEachTime() {
        open(good());
        clock.on(Duration.ofSeconds(30));
        int before = provider.asked();

        for (int i = 0; i < 20; i++) {
            assertRefused(OidcServer.sign(doctor().jwtID("forged" + i).build(), OidcServer.newKey(), JOSEObjectType.JWT));
        }

        assertThat(provider.asked() - before).isLessThanOrEqualTo(2);
    }

    @Test
    void authenticate_providerAwayForAWhile_theKeysKnownServe() {
        open(good());
        String withdrawn = provider.sign(doctor().build());
        for (OidcServer.Fault fault : List.of(OidcServer.Fault.BUSY, OidcServer.Fault.SILENT)) {
            provider.breakWith(fault);
            clock.on(Duration.ofHours(1));
            assertThat(open(good()).getName()).as(fault.name()).isEqualTo("doctor-of-lishui");
        }
        clock.on(Duration.ofDays(1));
        assertUnavailable(good());

        provider.breakWith(OidcServer.Fault.NONE);
        provider.rotate();
        clock.on(Duration.ofSeconds(30));
        assertThat(open(good()).getName()).isEqualTo("doctor-of-lishui");
        assertRefused(withdrawn);
    }

    @Test
    void authenticate_providerNotThereAtFirst_worksOnceItIs() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        provider.close();
        tokens = tokensOf("http://localhost:" + port + "/realms/zhejiang");
        assertUnavailable(good());

        provider = new OidcServer(port);
        clock.on(Duration.ofSeconds(30));

        assertThat(open(good()).getName()).isEqualTo("doctor-of-lishui");
    }

    /** Were each to ask for itself, the last would wait for the time-outs of all who came before. */
    @Test
    void authenticate_providerSilent_whoComesTogetherWaitsTogether() throws Exception {
        provider.breakWith(OidcServer.Fault.SILENT);
        List<Future<?>> waiting = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                waiting.add(threads.submit(() -> assertUnavailable(good())));
            }
            for (Future<?> one : waiting) {
                one.get();
            }
        }

        assertThat(provider.asked()).isLessThanOrEqualTo(2);
    }

    @Test
    void authenticate_documentOfAnotherIssuer_isNotBelieved() {
        provider.callItself("https://elsewhere.example");
        assertUnavailable(good());
    }
}
