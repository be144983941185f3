package org.cloudfilm.storage.record.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What to do with an element of a resource: which of its children matter, and what is taken from itself. */
final class PathNode {

    private final Map<String, PathNode> children = new HashMap<>();
    /** what follows extensions, by their URLs */
    private final Map<String, PathNode> extensions = new HashMap<>();
    private final List<Harvest> harvests = new ArrayList<>();
    private boolean first;

    PathNode child(String jsonName) {
        return children.computeIfAbsent(jsonName, name -> new PathNode());
    }

    PathNode extension(String url) {
        return extensions.computeIfAbsent(url, of -> new PathNode());
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

    boolean hasExtensions() {
        return !extensions.isEmpty();
    }

    /** Null when an extension of that URL does not matter. */
    PathNode findExtension(String url) {
        return extensions.get(url);
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
