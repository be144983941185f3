package org.cloudfilm.viewer.settlement;

import java.util.ArrayList;
import java.util.List;
import org.cloudfilm.storage.outbox.OutboxEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what events name. */
final class EventPayload {

    private final JsonNode json;

    EventPayload(OutboxEvent event) {
        this.json = JsonMapper.shared().readTree(event.payload());
    }

    String text(String name) {
        return json.path(name).asString("");
    }

    /** Empty when there is no such list. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        json.path(name).forEach(one -> texts.add(one.asString("")));
        return texts;
    }
}
