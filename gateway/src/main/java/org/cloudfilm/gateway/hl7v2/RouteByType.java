package org.cloudfilm.gateway.hl7v2;

import java.util.Map;
import org.cloudfilm.storage.hospital.Hospital;

/** Hands a message to whoever knows its type and event, such as {@code ADT^A01}. */
public final class RouteByType implements Hl7Handler {

    private final Map<String, Hl7Handler> routes;

    public RouteByType(Map<String, Hl7Handler> routes) {
        this.routes = Map.copyOf(routes);
    }

    @Override
    public void apply(Hl7Message message, Hospital sender) {
        Header header = message.header();
        Hl7Handler handler = routes.get(header.type() + "^" + header.event());
        if (handler == null) {
            boolean typeKnown = routes.keySet().stream().anyMatch(key -> key.startsWith(header.type() + "^"));
            throw new UnusableMessageException(
                    typeKnown ? ErrorCode.UNSUPPORTED_EVENT : ErrorCode.UNSUPPORTED_MESSAGE_TYPE,
                    Location.of("MSH", 9),
                    "messages of this type or event are not taken");
        }
        handler.apply(message, sender);
    }
}
