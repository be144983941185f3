package org.cloudfilm.storage.record.subscription;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.json.JsonDocument;

/** Writes what this server has to say into a Subscription record: a new version with another status. */
final class SubscriptionStatus {

    /** The actor of such versions. */
    static final String ACTOR = "cloudfilm";

    private static final ScopedValue<Boolean> OURS = ScopedValue.newInstance();

    private final RecordStore store;

    SubscriptionStatus(RecordStore store) {
        this.store = store;
    }

    /** Whether the thread is writing such a version, which asks for no approval. */
    static boolean isOurs() {
        return OURS.isBound();
    }

    /**
     * @param error empty when there is none
     * @throws org.cloudfilm.storage.record.RecordRefusal when somebody has changed the record since
     */
    void set(SubscriptionTerms terms, byte[] content, String status, String error) {
        byte[] changed = with(content, status, error);
        RecordChange.Update update =
                new RecordChange.Update(terms.id(), RecordChange.Content.of(changed), OptionalInt.of(terms.version()));
        ScopedValue.where(OURS, true).run(() -> store.write(new RecordWriter(terms.hospital(), ACTOR), update));
    }

    private static byte[] with(byte[] content, String status, String error) {
        JsonDocument json = JsonDocument.ofStored(content);
        List<String> members = new ArrayList<>();
        for (int node = json.firstChild(json.root()); node >= 0; node = json.next(node)) {
            switch (json.name(node)) {
                case "status" -> members.add("\"status\":\"" + status + '"');
                case "error", "_error" -> {}
                default -> members.add(new String(content, json.nameStart(node),
                        json.end(node) - json.nameStart(node), StandardCharsets.UTF_8));
            }
        }
        if (!error.isEmpty()) {
            members.add("\"error\":\"" + error.replaceAll("[\\\\\"\\p{Cntrl}]", " ") + '"');
        }
        return ("{" + String.join(",", members) + "}").getBytes(StandardCharsets.UTF_8);
    }
}
