package org.cloudfilm.standalone.simulators;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells merchants what was paid and refunded, signed anew with each try, until they answer 200 to 299 or after some
 * hours of growing pauses. What waits is in the state, so a restart goes on with it.
 */
final class SendCallbacks implements Runnable {

    private static final int TRIES = 16;
    private static final long FIRST_PAUSE_MILLIS = 1000;
    private static final int TIMEOUT_MILLIS = 5000;
    private static final long POLL_MILLIS = 100;

    private final StateFile state;
    private final ChannelKey key;
    private final Faults faults;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    SendCallbacks(StateFile state, ChannelKey key, Faults faults, InstantSource clock) {
        this.state = state;
        this.key = key;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            for (String name : state.names("callback/")) {
                ObjectNode callback = state.find(name).orElseThrow();
                boolean waits = !callback.path("done").asBoolean(false) && callback.path("tries").asInt() < TRIES;
                if (waits && callback.path("due").asLong() <= clock.instant().toEpochMilli()) {
                    attempt(name, callback);
                }
            }
            Door.pause(POLL_MILLIS);
        }
    }

    private void attempt(String name, ObjectNode callback) {
        int tries = callback.path("tries").asInt();
        boolean done = send(callback);
        long pause = FIRST_PAUSE_MILLIS << tries;
        state.put(name, callback
                .put("tries", tries + 1)
                .put("done", done)
                .put("due", clock.instant().toEpochMilli() + pause));
    }

    private boolean send(ObjectNode callback) {
        String payment = callback.path("body").path("resource").path("out_trade_no").asString("");
        Optional<Fault> fault = faults.take("callback", callback.path("event").asString())
                .or(() -> faults.take("callback", payment));
        return switch (fault.map(Fault::kind).orElse(null)) {
            case null -> post(callback, key);
            case DOWN, FAIL -> false;
            // the merchant takes it, and we never learn that it did
            case LOSE -> {
                post(callback, key);
                yield false;
            }
            case TWICE -> post(callback, key) & post(callback, key);
            case FORGE -> {
                post(callback, ChannelKey.stranger());
                yield false;
            }
            case SLOW -> {
                Door.pause(fault.get().millis());
                yield post(callback, key);
            }
        };
    }

    private boolean post(ObjectNode callback, ChannelKey signer) {
        byte[] body = Json.bytes(callback.path("body"));
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        long time = clock.instant().getEpochSecond();
        try {
            HttpURLConnection http =
                    (HttpURLConnection) URI.create(callback.path("url").asString()).toURL().openConnection();
            http.setConnectTimeout(TIMEOUT_MILLIS);
            http.setReadTimeout(TIMEOUT_MILLIS);
            http.setInstanceFollowRedirects(false);
            http.setDoOutput(true);
            // otherwise the JDK repeats by itself what fails, under the same nonce
            http.setFixedLengthStreamingMode(body.length);
            http.setRequestProperty("Content-Type", "application/json");
            http.setRequestProperty("Channel-Timestamp", Long.toString(time));
            http.setRequestProperty("Channel-Nonce", HexFormat.of().formatHex(nonce));
            http.setRequestProperty("Channel-Signature", signer.sign(
                    time, HexFormat.of().formatHex(nonce), new String(body, StandardCharsets.UTF_8)));
            try (OutputStream out = http.getOutputStream()) {
                out.write(body);
            }
            int status = http.getResponseCode();
            http.disconnect();
            return status / 100 == 2;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
