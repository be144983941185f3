package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an earlier process left in the directory, brought in order: segments are read back, cut where the last whole
 * record ends, and sealed; packs that were not shipped are shipped.
 */
final class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private final LocalFiles files;
    private final Sealing sealing;

    Recovery(LocalFiles files, Sealing sealing) {
        this.files = files;
        this.sealing = sealing;
    }

    /** Packs the catalogue expects here and that are not: their films are lost, which nobody must overlook. */
    List<PackId> lost(PackRows rows, String node, List<PackId> found) throws IOException {
        try {
            List<PackId> missing = new ArrayList<>(rows.waiting(node));
            missing.removeAll(found);
            for (PackId id : missing) {
                log.error("pack {} should be in {} and is not; run verify", id, files.directory());
            }
            return missing;
        } catch (SQLException e) {
            throw new IOException("the catalogue cannot be read", e);
        }
    }

    /** @throws IOException when the catalogue or the disk cannot be used; nothing is lost by trying again */
    List<PackId> run() throws IOException {
        List<PackId> all = files.all();
        for (PackId id : all) {
            recover(id);
        }
        if (!all.isEmpty()) {
            log.info("{} segments and packs of an earlier process brought in order", all.size());
        }
        return all;
    }

    private void recover(PackId id) throws IOException {
        SegmentFile file = files.openSegment(id);
        boolean handedOn = false;
        try {
            long size = file.size();
            PackHeader header;
            try {
                header = PackScan.header(file::read, size);
            } catch (PackDamagedException e) {
                setAside(id, "has no valid header");
                return;
            }
            Optional<PackFooter> footer = footer(file, size);
            if (footer.isPresent()) {
                sealing.again(header, footer.get(), file::read, size, index(file, size, footer.get()));
            } else {
                Lane lane = readBack(header, file, size);
                handedOn = true;
                sealing.now(lane);
            }
        } finally {
            if (!handedOn) {
                file.close();
            }
        }
    }

    static Optional<PackFooter> footer(SegmentFile file, long size) throws IOException {
        if (size < PackHeader.LENGTH + PackFooter.LENGTH) {
            return Optional.empty();
        }
        byte[] bytes = new byte[PackFooter.LENGTH];
        file.read(ByteBuffer.wrap(bytes), size - PackFooter.LENGTH);
        try {
            return Optional.of(PackFooter.decode(bytes));
        } catch (PackDamagedException segment) {
            return Optional.empty();
        }
    }

    private static List<PackRecord> index(SegmentFile file, long size, PackFooter footer) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(size - PackFooter.LENGTH - footer.index())];
        file.read(ByteBuffer.wrap(bytes), footer.index());
        return PackIndex.decode(bytes, footer);
    }

    private Lane readBack(PackHeader header, SegmentFile file, long size) throws IOException {
        Files.deleteIfExists(files.metadata(header.id()));
        Lane lane = new Lane(header, file, files.openMetadata(header.id()));
        PackScan scan = new PackScan(header, file::read, size);
        Optional<PackScan.Found> found = scan.record(lane.end());
        while (found.isPresent()) {
            PackRecord record = found.get().instance().record();
            lane.keep(record.withMeta(lane.appendMetadata(found.get().metadata())));
            found = scan.record(found.get().end());
        }
        if (scan.head(lane.end()).isPresent()) {
            // a finished head whose bytes are wrong: a torn write at the very end, or damage that a person must see
            Path copy = files.directory().resolve(header.id() + ".damaged");
            Files.copy(files.pack(header.id()), copy, StandardCopyOption.REPLACE_EXISTING);
            log.error("segment {} is damaged at byte {} of {}; what follows is cut off, a copy of all is kept beside it",
                    header.id(), lane.end(), size);
        }
        return lane;
    }

    /** A file that was created just before a crash is shorter than its header; anything else is kept for a person. */
    private void setAside(PackId id, String why) throws IOException {
        Path path = files.pack(id);
        if (Files.size(path) <= PackHeader.LENGTH) {
            files.discard(id);
            return;
        }
        log.error("file {} {} and is set aside", id, why);
        Files.move(path, files.directory().resolve(id + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
    }
}
