package org.cloudfilm.standalone.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;

/**
 * The keys by which the demo's hospitals' systems may sign who they are, instead of telling a secret: one file each
 * ({@code identity/hospital-lishui.jwk}), private, because here both sides live under one roof.
 */
final class SystemKeys {

    private final Map<String, JWKSet> published = new HashMap<>();

    SystemKeys(Path directory) {
        for (DemoActor system : DemoActor.systems()) {
            ECKey key = KeyFile.loadOrMake(directory.resolve(system.id() + ".jwk"), SystemKeys::make, SystemKeys::parse);
            published.put(system.id(), new JWKSet(key.toPublicJWK()));
        }
    }

    /** Public keys; none for whom is not known. */
    JWKSet of(String client) {
        return published.getOrDefault(client, new JWKSet());
    }

    private static ECKey make(String id) throws JOSEException {
        return new ECKeyGenerator(Curve.P_384).keyID(id).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.ES384).generate();
    }

    private static ECKey parse(String json) throws ParseException {
        return ECKey.parse(json);
    }
}
