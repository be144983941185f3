package org.cloudfilm.viewer.settlement.channel;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;

/**
 * Where the channel is, and who we are to it.
 *
 * @param url         of the channel, without a path
 * @param merchantKey ours
 * @param publicKey   the channel's, which its callbacks are signed with: Ed25519
 * @param callback    where it tells us what was paid
 * @param connect     to open a connection
 * @param timeout     of one call
 * @param fresh       how old a callback may be, and how far its clock may differ from ours
 */
public record ChannelSettings(
        URI url,
        String merchantKey,
        PublicKey publicKey,
        URI callback,
        Duration connect,
        Duration timeout,
        Duration fresh) {

    public ChannelSettings {
        if (url == null || !url.isAbsolute() || merchantKey == null || merchantKey.isBlank() || publicKey == null) {
            throw new IllegalArgumentException("payment channel: address and keys are needed");
        }
        if (timeout.isNegative() || timeout.isZero() || connect.isNegative() || connect.isZero()) {
            throw new IllegalArgumentException("payment channel: times must be positive");
        }
    }

    /** @param base64 SubjectPublicKeyInfo @throws IllegalArgumentException when it is none of Ed25519 */
    public static PublicKey key(String base64) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64.strip())));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the payment channel's public key must be Ed25519 in base64", e);
        }
    }

    @Override
    public String toString() {
        return "ChannelSettings[url=" + url + ", merchantKey=***]";
    }
}
