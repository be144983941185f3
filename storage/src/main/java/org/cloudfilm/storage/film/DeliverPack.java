package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.cloudfilm.storage.object.ObjectKey;
import org.cloudfilm.storage.object.ObjectStat;
import org.cloudfilm.storage.object.ObjectStore;

/** Brings a sealed pack to the object store and verifies it there. Repeating it changes nothing. */
record DeliverPack(LocalFiles files, PackFiles packs, ObjectStore store) {

    /**
     * The pack is in the store, whole, when it returns.
     *
     * @throws IOException when it is not; trying again may help
     */
    ObjectKey deliver(PackId id) throws IOException {
        ObjectKey key = PackFiles.key(id);
        Path file = files.pack(id);
        store.putIfAbsent(key, file);
        verify(id, key, file);
        return key;
    }

    private void verify(PackId id, ObjectKey key, Path file) throws IOException {
        ObjectStat stat = store.stat(key).orElseThrow(() -> new IOException("the object store lost " + key));
        long size = Files.size(file);
        Path there = store.localFile(key).orElse(null);
        if (there != null && Files.isSameFile(there, file)) {
            return;
        }
        if (stat.size() != size || sumOf(key, stat) != Checksums.crc32c(Files.newInputStream(file))) {
            if (PackFile.open(packs, id, size).isWhole()) {
                // nothing is lost: it was damaged on its way, or there, and what lies here is what was acknowledged
                store.delete(key);
            }
            throw new IOException("the object store holds other bytes of " + key);
        }
    }

    private int sumOf(ObjectKey key, ObjectStat stat) throws IOException {
        OptionalInt known = stat.crc32c();
        return known.isPresent()
                ? known.getAsInt()
                : Checksums.crc32c(store.read(key, 0, stat.size())
                        .orElseThrow(() -> new IOException("the object store lost " + key)));
    }
}
