package org.cloudfilm.gateway.fhir;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;

/** What a path below the service root names (FHIR R4 section 3.1.0.1.2). */
sealed interface Route {

    /** The root itself, and its {@code _search}. */
    record System(boolean search) implements Route {}

    record SystemHistory() implements Route {}

    record Metadata() implements Route {}

    record SmartConfiguration() implements Route {}

    /** All records of a type, and its {@code _search}. */
    record OfType(ResourceType type, boolean search) implements Route {}

    record TypeHistory(ResourceType type) implements Route {}

    record Instance(RecordId id) implements Route {}

    record Version(RecordId id, int version) implements Route {}

    record InstanceHistory(RecordId id) implements Route {}

    /** On the system (no type), a type (no id) or an instance. */
    record Operation(String name, Optional<ResourceType> type, Optional<RecordId> id) implements Route {}

    /** Something else. */
    record Unknown(String why) implements Route {}

    /** @param path below the service root, with or without a leading slash, without the query */
    static Route parse(String path) {
        int from = path.startsWith("/") ? 1 : 0;
        int to = path.endsWith("/") && path.length() > from ? path.length() - 1 : path.length();
        if (from >= to) {
            return new System(false);
        }
        int slash = path.indexOf('/', from);
        if (slash < 0 || slash >= to) {
            return single(segment(path, from, to));
        }
        String first = segment(path, from, slash);
        int second = path.indexOf('/', slash + 1);
        if (second < 0 || second >= to) {
            return two(first, segment(path, slash + 1, to));
        }
        List<String> rest = new ArrayList<>(3);
        for (int at = slash + 1; at <= to; ) {
            int end = path.indexOf('/', at);
            end = end < 0 || end > to ? to : end;
            rest.add(segment(path, at, end));
            at = end + 1;
        }
        return more(first, rest);
    }

    private static Route single(String name) {
        return switch (name) {
            case "metadata" -> new Metadata();
            case "_history" -> new SystemHistory();
            case "_search" -> new System(true);
            default -> name.startsWith("$")
                    ? new Operation(name.substring(1), Optional.empty(), Optional.empty())
                    : ofType(name, type -> new OfType(type, false));
        };
    }

    private static Route two(String first, String second) {
        if (first.equals(".well-known")) {
            return second.equals("smart-configuration") ? new SmartConfiguration() : new Unknown("no such resource");
        }
        return ofType(first, type -> switch (second) {
            case "_search" -> new OfType(type, true);
            case "_history" -> new TypeHistory(type);
            default -> second.startsWith("$")
                    ? new Operation(second.substring(1), Optional.of(type), Optional.empty())
                    : instance(type, second, Instance::new);
        });
    }

    private static Route more(String first, List<String> rest) {
        return ofType(first, type -> instance(type, rest.get(0), id -> {
            String third = rest.get(1);
            if (rest.size() == 2 && third.equals("_history")) {
                return new InstanceHistory(id);
            }
            if (rest.size() == 2 && third.startsWith("$")) {
                return new Operation(third.substring(1), Optional.of(type), Optional.of(id));
            }
            int version = rest.size() == 3 && third.equals("_history") ? Versions.number(rest.get(2)) : 0;
            return version > 0 ? new Version(id, version) : new Unknown("no such resource");
        }));
    }

    private static Route ofType(String name, java.util.function.Function<ResourceType, Route> then) {
        return ResourceType.find(name).map(then).orElseGet(() -> new Unknown("no such type is kept here"));
    }

    private static Route instance(ResourceType type, String id, java.util.function.Function<RecordId, Route> then) {
        return RecordId.wellFormed(id)
                ? then.apply(new RecordId(type, id))
                : new Unknown("a logical id has 1 to 64 letters, digits, hyphens and dots");
    }

    private static String segment(String path, int from, int to) {
        String segment = path.substring(from, to);
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
