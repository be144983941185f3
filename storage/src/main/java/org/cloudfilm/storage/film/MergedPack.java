package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A pack in the making, out of records of others: the same entries and metadata, under a boundary of its own. */
final class MergedPack implements AutoCloseable {

    /** A record that was taken along. */
    record Move(StudyContents.Place from, PackRecord to) {}

    private final PackHeader header;
    private final Lane lane;
    private final List<Move> moves = new ArrayList<>();

    MergedPack(PackHeader header, LocalFiles files) throws IOException {
        this.header = header;
        this.lane = new Lane(header, files.openSegment(header.id()), files.openMetadata(header.id()));
        lane.file.write(ByteBuffer.wrap(header.encode()), 0);
    }

    /** @throws PackDamagedException when the record is not what the index of its pack says */
    void add(PackFile pack, PackRecord record) throws IOException {
        if (!pack.holdsMetadata(record)) {
            throw new PackDamagedException("metadata of the record at byte " + record.start());
        }
        byte[] entry = pack.entry(record);
        byte[] head = new RecordHead(header.boundary(), record.transferSyntax(), record.length(), record.dataset(),
                record.crc(), HexFormat.of().formatHex(record.digest()), record.receivedAt()).encode();
        PackRecord.Chunk old = record.meta();
        PackRecord moved = record
                .withPosition(lane.end() + head.length)
                .withMeta(new PackRecord.Chunk(lane.metadataEnd(), old.length(), old.plain(), old.crc()));
        lane.file.write(ByteBuffer.wrap(head), lane.end());
        lane.file.write(ByteBuffer.wrap(entry), moved.position());
        lane.metadata().write(ByteBuffer.wrap(pack.metadata(record)), lane.metadataEnd());
        lane.keep(moved);
        moves.add(new Move(new StudyContents.Place(pack.header().id(), record.position()), moved));
    }

    PackHeader header() {
        return header;
    }

    List<Move> moves() {
        return moves;
    }

    /** The packs that records came from. */
    Set<PackId> sources() {
        return moves.stream().map(move -> move.from().pack()).collect(Collectors.toSet());
    }

    /** Durable when it returns. */
    PackFooter seal() throws IOException {
        return SealPack.seal(header, lane.file, lane.end(), lane.records(), lane.metadata(), lane.metadataEnd());
    }

    long size() throws IOException {
        return lane.file.size();
    }

    @Override
    public void close() throws IOException {
        lane.close();
    }
}
