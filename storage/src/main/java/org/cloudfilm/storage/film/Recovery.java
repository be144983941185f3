package org.cloudfilm.storage.film;

import java.io.IOException;
import java.io.InputStream;
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
 * record ends, and sealed, without the records whose bytes have been damaged since; packs that were not shipped are shipped.
 */
final class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private final LocalFiles files;
    private final Sealing sealing;
    private int damaged;

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
            if (footer.isEmpty() || !sealed(header, footer.get(), file, size)) {
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

    /** False when the pack is damaged where it is needed: then it is read back and sealed once more. */
    private boolean sealed(PackHeader header, PackFooter footer, SegmentFile file, long size) throws IOException {
        try {
            sealing.again(header, footer, file::read, size, index(file, size, footer));
            return true;
        } catch (PackDamagedException e) {
            log.error("pack {} is damaged ({}); what is whole of it is sealed once more", header.id(), e.getMessage());
            return false;
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
        if (footer.index() < PackHeader.LENGTH || footer.index() > size - PackFooter.LENGTH) {
            throw new PackDamagedException("positions in the footer");
        }
        byte[] bytes = new byte[Math.toIntExact(size - PackFooter.LENGTH - footer.index())];
        file.read(ByteBuffer.wrap(bytes), footer.index());
        return PackIndex.decode(bytes, footer);
    }

    private Lane readBack(PackHeader header, SegmentFile file, long size) throws IOException {
        Files.deleteIfExists(files.metadata(header.id()));
        Lane lane = new Lane(header, file, files.openMetadata(header.id()));
        PackScan scan = new PackScan(header, file::read, size);
        Optional<PackScan.Found> found = scan.next(lane.end());
        while (found.isPresent()) {
            PackRecord record = found.get().instance().record();
            if (record.start() > lane.end()) {
                damaged++;
                log.error("segment {} is damaged between bytes {} and {}: what lies there is left out of the index",
                        header.id(), lane.end(), record.start());
            }
            lane.keep(record.withMeta(lane.appendMetadata(found.get().metadata())));
            found = scan.next(lane.end());
        }
        if (scan.head(lane.end()).isPresent()) {
            // a finished head whose bytes are wrong: a torn write at the very end, or damage that a person must see
            damaged++;
            Path copy = copyOfTail(header.id(), lane.end());
            log.error("segment {} is damaged from byte {} of {} to its end, which is cut off and kept as {}",
                    header.id(), lane.end(), size, copy.getFileName());
        }
        return lane;
    }

    private Path copyOfTail(PackId id, long from) throws IOException {
        Path copy = files.directory().resolve(id + "-" + from + ".damaged");
        long length = Files.size(files.pack(id)) - from;
        try (InputStream tail = new FileSource(files.pack(id), from, length).open()) {
            Files.copy(tail, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    /** Places where a record that had been whole is damaged. */
    int damaged() {
        return damaged;
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
