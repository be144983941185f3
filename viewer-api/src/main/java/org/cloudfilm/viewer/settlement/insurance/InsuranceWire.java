package org.cloudfilm.viewer.settlement.insurance;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import org.cloudfilm.viewer.settlement.remote.RemoteCalls;
import tools.jackson.databind.node.ObjectNode;

/** Puts messages into the envelope of the national interface and sends them, each once. */
final class InsuranceWire {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZONE);

    private final InsuranceSettings settings;
    private final RemoteCalls calls;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    InsuranceWire(InsuranceSettings settings, RemoteCalls calls, InstantSource clock) {
        this.settings = settings;
        this.calls = calls;
        this.clock = clock;
    }

    /** A message that may be sent any number of times, under a number of its own each time. */
    Message send(String hospital, String infno, ObjectNode input) {
        return send(hospital, infno, nonce().substring(0, 30), input);
    }

    /** @param msgid under which the insurance carries it out once at most */
    Message send(String hospital, String infno, String msgid, ObjectNode input) {
        Instant now = clock.instant();
        ObjectNode message = Message.object()
                .put("infno", infno)
                .put("msgid", msgid)
                .put("mdtrtarea_admvs", "331100")
                .put("insuplc_admdvs", "331100")
                .put("recer_sys_code", "cloudfilm")
                .put("infver", "V1.0")
                .put("opter_type", "3")
                .put("opter", "cloudfilm")
                .put("opter_name", "cloudfilm")
                .put("inf_time", TIME.format(now))
                .put("fixmedins_code", settings.institution(hospital));
        message.set("input", input);
        String time = Long.toString(now.getEpochSecond());
        String nonce = nonce();
        return Message.read(calls.send(HttpRequest.newBuilder(settings.url())
                .header("Content-Type", "application/json")
                .header("x-tif-paasid", "cloudfilm")
                .header("x-tif-timestamp", time)
                .header("x-tif-nonce", nonce)
                .header("x-tif-signature", sha256(time + settings.secret() + nonce + time))
                .POST(HttpRequest.BodyPublishers.ofByteArray(Message.bytes(message)))
                .build()));
    }

    String now() {
        return TIME.format(clock.instant());
    }

    private String nonce() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
