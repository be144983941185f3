package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive's directory: {@code ID.pack} is a segment until it has a footer, {@code ID.meta} its metadata
 * meanwhile. A file keeps its name for life, so that a range handed to a reader stays good.
 */
record LocalFiles(Path directory, SegmentFile.Opener opener, Landing landing) {

    private static final Logger log = LoggerFactory.getLogger(LocalFiles.class);
    private static final String PACK = ".pack";
    private static final String META = ".meta";

    LocalFiles(Path directory, SegmentFile.Opener opener) {
        this(directory, opener, new Landing());
    }

    /** Files of their own, in a directory below. */
    LocalFiles in(String name) {
        return new LocalFiles(directory.resolve(name), SegmentFile::onDisk);
    }

    SegmentFile openSegment(PackId id) throws IOException {
        return opener.open(pack(id));
    }

    SegmentFile openMetadata(PackId id) throws IOException {
        return opener.open(metadata(id));
    }

    Path pack(PackId id) {
        return directory.resolve(id + PACK);
    }

    Path metadata(PackId id) {
        return directory.resolve(id + META);
    }

    /** The file of a pack for someone who reads what lies in it before that place. */
    Path pack(PackId id, long end) {
        landing.await(id, end);
        return pack(id);
    }

    List<PackId> all() throws IOException {
        List<PackId> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*" + PACK)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                try {
                    found.add(new PackId(UUID.fromString(name.substring(0, name.length() - PACK.length()))));
                } catch (IllegalArgumentException e) {
                    log.warn("{} in {} is no pack of ours and stays where it is", name, directory);
                }
            }
        }
        return found;
    }

    void discard(PackId id) throws IOException {
        Files.deleteIfExists(pack(id));
        Files.deleteIfExists(metadata(id));
    }

    /** Names of files created or deleted so far survive a power loss. */
    void force() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
