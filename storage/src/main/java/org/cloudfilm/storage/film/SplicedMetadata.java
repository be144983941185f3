package org.cloudfilm.storage.film;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A JSON array put together from deflated objects without inflating them: one gzip member (RFC 1952) whose blocks are
 * the stored chunks, with brackets and commas as tiny stored blocks between them and the CRC-32 combined.
 */
final class SplicedMetadata implements MetadataSource {

    private static final byte[] GZIP_HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};
    private static final byte[] OPEN = stored('[');
    private static final byte[] COMMA = stored(',');
    private static final byte[] CLOSE = stored(']');
    private static final byte[] LAST_BLOCK = {1, 0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final int BATCH = 256;
    private static final long BATCH_BYTES = 4 << 20;
    /** Reading this much too much costs less than a second read. */
    private static final long GAP = 64 << 10;

    /** Where one chunk lies: {@code file} tells chunks of different files apart. */
    record Piece(Object file, Reader reader, PackRecord.Chunk chunk) {}

    /** Gives a range of the file that a piece lies in; offsets as in {@link PackRecord.Chunk}. */
    interface Reader {
        ByteSource range(long offset, long length) throws IOException;
    }

    private final List<Piece> pieces;

    SplicedMetadata(List<Piece> pieces) {
        this.pieces = pieces;
    }

    private static byte[] stored(char c) {
        return new byte[] {0, 1, 0, (byte) 0xFE, (byte) 0xFF, (byte) c};
    }

    @Override
    public long gzipLength() {
        long deflated = 0;
        for (Piece piece : pieces) {
            deflated += piece.chunk.length();
        }
        int separators = OPEN.length + Math.max(0, pieces.size() - 1) * COMMA.length + CLOSE.length;
        return GZIP_HEADER.length + deflated + separators + LAST_BLOCK.length + 8;
    }

    @Override
    public long plainLength() {
        long plain = 0;
        for (Piece piece : pieces) {
            plain += piece.chunk.plain();
        }
        return plain + Math.max(0, pieces.size() - 1) + 2;
    }

    @Override
    public void writeGzip(OutputStream out) throws IOException {
        out.write(GZIP_HEADER);
        out.write(OPEN);
        eachChunk((index, chunk) -> {
            if (index > 0) {
                out.write(COMMA);
            }
            out.write(chunk);
        });
        out.write(CLOSE);
        out.write(LAST_BLOCK);
        out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(crc()).putInt((int) plainLength())
                .array());
    }

    private int crc() {
        CRC32 one = new CRC32();
        int[] separators = new int[3];
        for (int i = 0; i < 3; i++) {
            one.reset();
            one.update("[,]".charAt(i));
            separators[i] = (int) one.getValue();
        }
        int crc = separators[0];
        for (int i = 0; i < pieces.size(); i++) {
            if (i > 0) {
                crc = Crc32s.combine(crc, separators[1], 1);
            }
            crc = Crc32s.combine(crc, pieces.get(i).chunk.crc(), pieces.get(i).chunk.plain());
        }
        return Crc32s.combine(crc, separators[2], 1);
    }

    @Override
    public void writePlain(OutputStream out) throws IOException {
        out.write('[');
        Inflater inflater = new Inflater(true);
        try {
            eachChunk((index, chunk) -> {
                if (index > 0) {
                    out.write(',');
                }
                inflater.reset();
                inflater.setInput(chunk);
                inflate(inflater, out);
            });
        } finally {
            inflater.end();
        }
        out.write(']');
    }

    private static void inflate(Inflater inflater, OutputStream out) throws IOException {
        byte[] buffer = new byte[16 << 10];
        try {
            for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (DataFormatException e) {
            throw new PackDamagedException("metadata does not inflate");
        }
    }

    private interface Sink {
        void take(int index, byte[] deflated) throws IOException;
    }

    /** Chunks in order, read a batch at a time: neighbours in a file in one read, whatever their order here. */
    private void eachChunk(Sink sink) throws IOException {
        int from = 0;
        while (from < pieces.size()) {
            int to = from;
            long bytes = 0;
            while (to < pieces.size() && to - from < BATCH && bytes < BATCH_BYTES) {
                bytes += pieces.get(to++).chunk.length();
            }
            byte[][] chunks = read(from, to);
            for (int i = from; i < to; i++) {
                sink.take(i, chunks[i - from]);
            }
            from = to;
        }
    }

    private byte[][] read(int from, int to) throws IOException {
        List<Integer> order = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            order.add(i);
        }
        order.sort(Comparator.<Integer>comparingInt(i -> System.identityHashCode(pieces.get(i).file))
                .thenComparingLong(i -> pieces.get(i).chunk.offset()));
        byte[][] chunks = new byte[to - from][];
        int start = 0;
        while (start < order.size()) {
            int end = start + 1;
            while (end < order.size() && adjacent(pieces.get(order.get(end - 1)), pieces.get(order.get(end)))) {
                end++;
            }
            readRun(order.subList(start, end), from, chunks);
            start = end;
        }
        return chunks;
    }

    private static boolean adjacent(Piece one, Piece next) {
        long end = one.chunk.offset() + one.chunk.length();
        return one.file == next.file && next.chunk.offset() - end <= GAP;
    }

    private void readRun(List<Integer> run, int from, byte[][] chunks) throws IOException {
        Piece first = pieces.get(run.getFirst());
        PackRecord.Chunk last = pieces.get(run.getLast()).chunk;
        long length = last.offset() + last.length() - first.chunk.offset();
        try (InputStream in = first.reader.range(first.chunk.offset(), length).open()) {
            long at = first.chunk.offset();
            byte[] chunk = null;
            for (int index : run) {
                PackRecord.Chunk wanted = pieces.get(index).chunk;
                // the same instance asked for twice is read once
                if (chunk == null || wanted.offset() >= at) {
                    in.skipNBytes(wanted.offset() - at);
                    chunk = in.readNBytes(wanted.length());
                    at = wanted.offset() + wanted.length();
                }
                if (chunk.length != wanted.length()) {
                    throw new PackDamagedException("metadata ends early");
                }
                chunks[index - from] = chunk;
            }
        }
    }
}
