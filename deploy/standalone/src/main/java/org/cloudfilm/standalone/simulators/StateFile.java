package org.cloudfilm.standalone.simulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Named JSON objects that survive the process. Each change is a line at the end of a file, on disk before anybody is
 * told; a line that a killed process left half written was told to nobody and is forgotten. Held by one process at a time.
 * Thread safe.
 */
final class StateFile implements AutoCloseable {

    private static final String SEQUENCE = "sequence";

    private final TreeMap<String, ObjectNode> objects = new TreeMap<>();
    private final FileChannel lock;
    private final FileChannel file;

    private StateFile(Path path) throws IOException {
        lock = hold(path);
        if (Files.exists(path)) {
            read(Files.readString(path));
        }
        Path tidy = path.resolveSibling(path.getFileName() + ".new");
        try (FileChannel fresh = FileChannel.open(tidy, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            append(fresh, objects);
        }
        Files.move(tidy, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    static StateFile open(Path path) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        return new StateFile(path);
    }

    /** Until the process ends, however it does. */
    private static FileChannel hold(Path path) throws IOException {
        FileChannel lock = FileChannel.open(
                path.resolveSibling("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            lock.close();
            throw new IOException("others are running on the data in " + path.getParent());
        }
        return lock;
    }

    private void read(String text) {
        int whole = text.lastIndexOf('\n') + 1;
        text.substring(0, whole).lines().forEach(line -> {
            ObjectNode change = Json.parse(line.getBytes(StandardCharsets.UTF_8));
            change.propertyNames().forEach(name -> objects.put(name, (ObjectNode) change.get(name)));
        });
    }

    /** A copy: changing it changes nothing here. */
    synchronized Optional<ObjectNode> find(String name) {
        return Optional.ofNullable(objects.get(name)).map(ObjectNode::deepCopy);
    }

    /** Copies of all whose names begin so, in the order of the names. */
    synchronized List<ObjectNode> all(String prefix) {
        return objects.subMap(prefix, prefix + Character.MAX_VALUE).values().stream().map(ObjectNode::deepCopy).toList();
    }

    synchronized List<String> names(String prefix) {
        return new ArrayList<>(objects.subMap(prefix, prefix + Character.MAX_VALUE).keySet());
    }

    /** All of these or, if the process dies, none. */
    synchronized void put(Map<String, ObjectNode> changes) {
        try {
            append(file, changes);
            changes.forEach((name, value) -> objects.put(name, value.deepCopy()));
        } catch (IOException e) {
            throw new UncheckedIOException("what happened cannot be written down", e);
        }
    }

    void put(String name, ObjectNode value) {
        put(Map.of(name, value));
    }

    /** Grows over restarts too. */
    synchronized long next() {
        long next = find(SEQUENCE).map(node -> node.path("last").asLong()).orElse(0L) + 1;
        put(SEQUENCE, Json.object().put("last", next));
        return next;
    }

    private static void append(FileChannel channel, Map<String, ObjectNode> changes) throws IOException {
        ObjectNode line = Json.object();
        changes.forEach(line::set);
        ByteBuffer bytes = ByteBuffer.wrap((new String(Json.bytes(line), StandardCharsets.UTF_8) + "\n")
                .getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
        lock.close();
    }
}
