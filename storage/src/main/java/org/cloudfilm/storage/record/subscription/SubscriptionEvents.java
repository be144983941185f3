package org.cloudfilm.storage.record.subscription;

import java.time.Instant;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;

/** The outbox events about subscriptions. Their key is the subscription, such as {@code Subscription/7}. */
public final class SubscriptionEvents {

    /** A subscription was written and wants to be approved. */
    public static final String REQUESTED = "subscription-requested";

    /** There is a new version that a subscription fits. */
    public static final String TELL = "subscription-tell";

    /** A subscription reaches its end. */
    public static final String ENDS = "subscription-ends";

    private SubscriptionEvents() {}

    static OutboxEvent requested(RecordId subscription, int version) {
        return new OutboxEvent(REQUESTED, subscription.toString(), "{\"version\":\"" + version + "\"}");
    }

    static OutboxEvent tell(RecordId subscription, RecordId record, int version) {
        return new OutboxEvent(
                TELL,
                subscription.toString(),
                "{\"record\":\"" + record + "\",\"version\":\"" + version + "\"}");
    }

    static OutboxEvent ends(RecordId subscription, Instant end) {
        return new OutboxEvent(ENDS, subscription.toString(), "{\"end\":\"" + end + "\"}");
    }

    public static RecordId subscription(OutboxEvent event) {
        return RecordId.parse(event.key()).orElseThrow();
    }

    /** The record that {@link #TELL} is about. */
    public static RecordId record(OutboxEvent event) {
        return RecordId.parse(text(event, "record")).orElseThrow();
    }

    /** The version of the subscription that {@link #REQUESTED} is about. */
    public static int version(OutboxEvent event) {
        return Integer.parseInt(text(event, "version"));
    }

    /** The end that {@link #ENDS} is about. */
    public static Instant end(OutboxEvent event) {
        return Instant.parse(text(event, "end"));
    }

    private static String text(OutboxEvent event, String member) {
        try {
            JsonDocument payload = JsonDocument.parse(event.payload().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return payload.string(payload.find(payload.root(), member));
        } catch (JsonFormatException e) {
            throw new IllegalStateException("an event's payload is not JSON", e);
        }
    }
}
