package org.cloudfilm.storage.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.storage.record.RecordRefusal.Kind;

/** The names by which entries of a transaction refer to each other, and the ids that take their place. */
final class FullUrls {

    private final Map<String, String> targets = new HashMap<>();
    private boolean any;

    /** Every change must know which record it is about. */
    static FullUrls of(List<Change> changes) {
        FullUrls urls = new FullUrls();
        for (Change change : changes) {
            if (change.fullUrl().isPresent()) {
                urls.add(change, change.fullUrl().get());
            }
        }
        return urls;
    }

    private void add(Change change, String url) {
        any = true;
        if (change.id() == null) {
            return;   // a conditional delete that matched nothing
        }
        String target = change.id().toString();
        if (targets.put(url, target) != null) {
            throw RecordRefusal.of(Kind.INVALID, change.path("") + ".fullUrl", "the same fullUrl twice");
        }
        // R4 section 2.36.4: relative references are relative to the fullUrl of the entry they stand in
        relative(url).filter(id -> id.type() == change.type())
                .ifPresent(id -> targets.putIfAbsent(id.toString(), target));
    }

    private static Optional<RecordId> relative(String url) {
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            return Optional.empty();
        }
        int id = url.lastIndexOf('/');
        int type = url.lastIndexOf('/', id - 1);
        return type < 0 ? Optional.empty() : RecordId.parse(url.substring(type + 1));
    }

    /** Whether there is anything to rewrite at all. */
    boolean any() {
        return any;
    }

    /** What must stand in a link's place, null if it is no name of an entry. */
    String rewritten(String link) {
        String target = targets.get(link);
        if (target != null) {
            return target;
        }
        int fragment = link.indexOf('#');
        if (fragment > 0) {
            target = targets.get(link.substring(0, fragment));
            return target == null ? null : target + link.substring(fragment);
        }
        return null;
    }

    /** Whether a reference means an entry of this transaction, and of nothing else. */
    static boolean temporary(String reference) {
        return reference.startsWith("urn:uuid:") || reference.startsWith("urn:oid:");
    }
}
