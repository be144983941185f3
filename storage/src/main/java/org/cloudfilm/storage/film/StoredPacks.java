package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.object.ObjectKey;
import org.cloudfilm.storage.object.ObjectPage;
import org.cloudfilm.storage.object.ObjectStore;

/** Goes through all packs of the object store, and the sealed ones that still wait on this machine. */
final class StoredPacks {

    private static final int PAGE = 1000;

    private final ObjectStore store;
    private final LocalFiles local;
    private final PackFiles packs;
    private final Set<PackId> found = new HashSet<>();
    private final Set<PackId> passedOver = new HashSet<>();

    StoredPacks(ObjectStore store, FilmArchiveSettings settings) {
        this.store = store;
        this.local = new LocalFiles(settings.directory(), SegmentFile::onDisk);
        this.packs = new PackFiles(local, store);
    }

    /** These are not opened. */
    StoredPacks without(List<PackId> packs) {
        passedOver.addAll(packs);
        return this;
    }

    /** Where they are read from. */
    PackFiles files() {
        return packs;
    }

    interface Visitor {
        /** @throws PackDamagedException when the pack is not sound: a problem of this pack only */
        void visit(PackFile pack) throws IOException;
    }

    /** In the order the packs were begun. Things under the prefix that are no packs are problems too. */
    ArchiveReport each(Visitor visitor) throws IOException {
        List<String> problems = new ArrayList<>();
        List<PackFile> sound = new ArrayList<>();
        int read = 0;
        long instances = 0;
        long bytes = 0;
        for (Map.Entry<PackId, Long> entry : sizes(problems).entrySet()) {
            PackId id = entry.getKey();
            found.add(id);
            if (passedOver.contains(id)) {
                continue;
            }
            read++;
            bytes += entry.getValue();
            try {
                sound.add(PackFile.open(packs, id, entry.getValue()));
            } catch (PackDamagedException e) {
                problems.add("pack " + id + ": " + e.getMessage());
            }
        }
        sound.sort(Comparator.comparing((PackFile pack) -> pack.header().createdAt()));
        for (PackFile pack : sound) {
            try {
                visitor.visit(pack);
                instances += pack.instances();
            } catch (PackDamagedException e) {
                problems.add("pack " + pack.header().id() + ": " + e.getMessage());
            }
        }
        return new ArchiveReport(read, instances, bytes, problems);
    }

    private Map<PackId, Long> sizes(List<String> problems) throws IOException {
        Map<PackId, Long> sizes = new LinkedHashMap<>();
        Optional<ObjectKey> after = Optional.empty();
        do {
            ObjectPage page = store.list(PackFiles.FOLDER, after, PAGE);
            for (ObjectPage.Entry entry : page.entries()) {
                Optional<PackId> id = PackFiles.id(entry.key());
                if (id.isPresent()) {
                    sizes.put(id.get(), entry.size());
                } else {
                    problems.add("object " + entry.key() + " is no pack");
                }
            }
            after = page.next();
        } while (after.isPresent());
        addLocal(sizes);
        return sizes;
    }

    private void addLocal(Map<PackId, Long> sizes) throws IOException {
        if (!Files.isDirectory(local.directory())) {
            return;
        }
        for (PackId id : local.all()) {
            try (SegmentFile file = local.openSegment(id)) {
                if (Recovery.footer(file, file.size()).isPresent()) {
                    sizes.putIfAbsent(id, file.size());
                }
            }
        }
    }

    /** Every pack that was there, damaged ones included. */
    Set<PackId> found() {
        return found;
    }

    boolean inStore(PackId id) throws IOException {
        return store.stat(PackFiles.key(id)).isPresent();
    }
}
