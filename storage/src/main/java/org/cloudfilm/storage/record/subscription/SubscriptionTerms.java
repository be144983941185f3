package org.cloudfilm.storage.record.subscription;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.json.JsonDocument;

/**
 * What a Subscription record says.
 *
 * @param version  of the record
 * @param status   requested, active, error or off
 * @param criteria such as {@code Observation?code=1234-5}
 * @param end      when it ends by itself
 * @param channelType  only rest-hook is served
 * @param endpoint URL; empty when there is none
 * @param payload  media type of what is sent; empty when nothing is
 * @param headers  {@code Name: value}, to be sent along; may hold secrets
 */
public record SubscriptionTerms(
        RecordId id,
        int version,
        HospitalId hospital,
        String status,
        String criteria,
        Optional<Instant> end,
        String channelType,
        String endpoint,
        String payload,
        List<String> headers) {

    public static final String REQUESTED = "requested";
    public static final String ACTIVE = "active";
    public static final String ERROR = "error";
    public static final String OFF = "off";

    /** @param content of a stored record, whose structure was checked */
    static SubscriptionTerms read(RecordId id, int version, HospitalId hospital, byte[] content) {
        JsonDocument json = JsonDocument.ofStored(content);
        int channel = json.find(json.root(), "channel");
        return new SubscriptionTerms(
                id,
                version,
                hospital,
                text(json, json.root(), "status"),
                text(json, json.root(), "criteria"),
                instant(text(json, json.root(), "end")),
                text(json, channel, "type"),
                text(json, channel, "endpoint"),
                text(json, channel, "payload"),
                headers(json, channel));
    }

    private static String text(JsonDocument json, int object, String name) {
        int node = object < 0 ? -1 : json.find(object, name);
        return node < 0 ? "" : json.string(node);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static List<String> headers(JsonDocument json, int channel) {
        List<String> headers = new ArrayList<>();
        int array = channel < 0 ? -1 : json.find(channel, "header");
        for (int node = array < 0 ? -1 : json.firstChild(array); node >= 0; node = json.next(node)) {
            headers.add(json.string(node));
        }
        return headers;
    }

    /** Whether the resource is sent, and not only word that there is something new. */
    public boolean sendsResource() {
        return !payload.isBlank();
    }

    public boolean endedAt(Instant now) {
        return end.isPresent() && !now.isBefore(end.get());
    }

    /** Wants to be told of changes, now or once it is approved. */
    boolean wanted() {
        return status.equals(REQUESTED) || status.equals(ACTIVE);
    }

    @Override
    public String toString() {
        return "SubscriptionTerms[version=" + version + ", status=" + status + "]";
    }
}
