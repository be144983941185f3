package org.cloudfilm.viewer.recognition;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** Tokens as a CDS client signs them, and as it should not. */
final class ClientToken {

    static final ECKey EC = ec(Curve.P_384, "ec-1");
    static final ECKey FORGED = ec(Curve.P_384, "ec-1");
    static final ECKey SMALL = ec(Curve.P_256, "ec-256");
    static final RSAKey RSA = rsa();
    static final JWKSet KEYS = new JWKSet(List.of(EC, SMALL, RSA));

    private ClientToken() {}

    static JWTClaimsSet.Builder claims(String url) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(RecognitionServer.CLIENT)
                .audience(url)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(240)))
                .jwtID(UUID.randomUUID().toString());
    }

    static String es384(JWTClaimsSet.Builder claims) {
        return sign(JWSAlgorithm.ES384, "ec-1", EC, claims);
    }

    static String rs384(JWTClaimsSet.Builder claims) {
        return sign(JWSAlgorithm.RS384, "rsa-1", RSA, claims);
    }

    static String forged(JWTClaimsSet.Builder claims) {
        return sign(JWSAlgorithm.ES384, "ec-1", FORGED, claims);
    }

    static String es256(JWTClaimsSet.Builder claims) {
        return sign(JWSAlgorithm.ES256, "ec-256", SMALL, claims);
    }

    static String unknownKey(JWTClaimsSet.Builder claims) {
        return sign(JWSAlgorithm.ES384, "ec-9", EC, claims);
    }

    /** Signed with the public key as if it were a secret. */
    static String hs384(JWTClaimsSet.Builder claims) {
        try {
            return signed(JWSAlgorithm.HS384, "rsa-1", new MACSigner(RSA.toRSAPublicKey().getEncoded()), claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(JWSAlgorithm algorithm, String kid, Object key, JWTClaimsSet.Builder claims) {
        try {
            JWSSigner signer = key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner((RSAKey) key);
            return signed(algorithm, kid, signer, claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWSAlgorithm algorithm, String kid, JWSSigner signer, JWTClaimsSet.Builder claims)
            throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).keyID(kid).build(), claims.build());
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static ECKey ec(Curve curve, String id) {
        try {
            return new ECKeyGenerator(curve).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey rsa() {
        try {
            return new RSAKeyGenerator(2048).keyID("rsa-1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
