package org.cloudfilm.storage.record.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What to do with an element of a resource: which of its children matter, and what is taken from itself. */
final class PathNode {

    private final Map<String, PathNode> children = new HashMap<>();
    private final List<Harvest> harvests = new ArrayList<>();
    private boolean first;

    PathNode child(String jsonName) {
        return children.computeIfAbsent(jsonName, name -> new PathNode());
    }

    void onlyFirst() {
        first = true;
    }

    void add(Harvest harvest) {
        harvests.add(harvest);
    }

    /** Null when nothing below that name matters. */
    PathNode find(String jsonName) {
        return children.get(jsonName);
    }

    boolean leaf() {
        return children.isEmpty();
    }

    boolean first() {
        return first;
    }

    List<Harvest> harvests() {
        return harvests;
    }
}
