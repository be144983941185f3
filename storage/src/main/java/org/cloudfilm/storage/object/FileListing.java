package org.cloudfilm.storage.object;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.TreeMap;

/**
 * Walks a directory tree in the order of keys. Sorting each folder's entries, with the slash as part of a folder's
 * name, yields exactly the order of the whole keys, so only the folders on the way to a page are read.
 */
final class FileListing {

    private final Path root;
    private final String prefix;
    private final String after;
    private final int limit;

    FileListing(Path root, String prefix, String after, int limit) {
        this.root = root;
        this.prefix = prefix;
        this.after = after;
        this.limit = limit;
    }

    void collect(List<ObjectPage.Entry> found) throws IOException {
        collect("", found);
    }

    private void collect(String folder, List<ObjectPage.Entry> found) throws IOException {
        for (var entry : children(folder).entrySet()) {
            if (found.size() == limit) {
                return;
            }
            String key = entry.getKey();
            BasicFileAttributes file = entry.getValue();
            if (file.isDirectory()) {
                if (mayHold(key)) {
                    collect(key, found);
                }
            } else if (key.startsWith(prefix) && key.compareTo(after) > 0 && ObjectKey.wellFormed(key)) {
                found.add(new ObjectPage.Entry(new ObjectKey(key), file.size()));
            }
        }
    }

    /** Whether a file or folder of this name can matter to the page at all. */
    private boolean mayHold(String name) {
        boolean matches = name.startsWith(prefix) || prefix.startsWith(name);
        boolean behind = name.compareTo(after) > 0 || after.startsWith(name);
        return matches && behind;
    }

    private TreeMap<String, BasicFileAttributes> children(String folder) throws IOException {
        TreeMap<String, BasicFileAttributes> children = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(folder))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.startsWith(".") || !mayHold(folder + name)) {
                    continue;
                }
                try {
                    BasicFileAttributes file =
                            Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    children.put(folder + name + (file.isDirectory() ? "/" : ""), file);
                } catch (NoSuchFileException e) {
                    // deleted since the folder was opened: may be seen or not
                    continue;
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return children;
        }
        return children;
    }
}
