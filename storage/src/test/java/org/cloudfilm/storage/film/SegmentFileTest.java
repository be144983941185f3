package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentFileTest {

    private static final int ROOM = 40 * SegmentFile.BLOCK;

    @TempDir
    Path directory;

    private final Random random = new Random(7);

    @Test
    void recordsOfAnyLength_oneAfterTheOther_areTheFileByteForByte() throws IOException {
        Path path = directory.resolve("segment");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (SegmentFile file = SegmentFile.onDisk(path)) {
            for (int i = 0; i < 200; i++) {
                byte[] record = bytes(random.nextInt(1, ROOM - SegmentFile.BLOCK));
                ByteBuffer bytes = random.nextBoolean()
                        ? lyingAs(record, all.size() % SegmentFile.BLOCK) : ByteBuffer.wrap(record);
                file.write(bytes, all.size());
                assertThat(bytes.hasRemaining()).isFalse();
                all.write(record);
            }
            file.force();
            assertThat(file.size()).isEqualTo(all.size());
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(all.toByteArray());
    }

    @Test
    void wholeBlocks_writtenWhereTheyLieInMemory_areNotCopied() {
        ByteBuffer aligned = memory().limit(8 * SegmentFile.BLOCK);
        assertThat(DirectWrites.blocks(aligned, 3 * SegmentFile.BLOCK)).isEqualTo(8 * SegmentFile.BLOCK);
        assertThat(DirectWrites.blocks(aligned.duplicate().limit(8 * SegmentFile.BLOCK - 1), 0))
                .isEqualTo(7 * SegmentFile.BLOCK);
        assertThat(DirectWrites.blocks(aligned.duplicate().position(100), SegmentFile.BLOCK)).isZero();
        assertThat(DirectWrites.blocks(aligned, 100)).isZero();
        assertThat(DirectWrites.blocks(ByteBuffer.allocate(ROOM), 0)).isZero();
        assertThat(DirectWrites.blocks(aligned.duplicate().limit(SegmentFile.BLOCK), 0)).isZero();
    }

    @Test
    void rangeThatWasUndone_isWrittenAnew() throws IOException {
        Path path = directory.resolve("segment");
        byte[] first = bytes(5_000);
        byte[] second = bytes(ROOM - 2 * SegmentFile.BLOCK);
        try (SegmentFile file = SegmentFile.onDisk(path)) {
            file.write(lyingAs(first, 0), 0);
            file.write(lyingAs(bytes(second.length + 777), 5_000 % SegmentFile.BLOCK), 5_000);
            file.truncate(5_000);
            file.write(lyingAs(second, 5_000 % SegmentFile.BLOCK), 5_000);
            file.write(ByteBuffer.wrap(first, 0, 300), 5_000);

            ByteBuffer read = ByteBuffer.allocate(5_000 + second.length);
            file.read(read, 0);
            System.arraycopy(first, 0, second, 0, 300);
            assertThat(Arrays.copyOfRange(read.array(), 0, 5_000)).isEqualTo(first);
            assertThat(Arrays.copyOfRange(read.array(), 5_000, read.capacity())).isEqualTo(second);
        }
    }

    @Test
    void threadInterruptedWhileItWrites_costsTheFileNothing() throws IOException {
        Path path = directory.resolve("segment");
        byte[] before = bytes(9 * SegmentFile.BLOCK);
        byte[] after = bytes(9 * SegmentFile.BLOCK);
        try (SegmentFile file = SegmentFile.onDisk(path)) {
            file.write(lyingAs(before, 0), 0);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> file.write(lyingAs(after, 0), before.length))
                    .isInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();

            file.write(lyingAs(after, 0), before.length);
            file.force();
        }
        assertThat(Arrays.copyOf(Files.readAllBytes(path), before.length)).isEqualTo(before);
        assertThat(Arrays.copyOfRange(Files.readAllBytes(path), before.length, 2 * before.length)).isEqualTo(after);
    }

    @Test
    void fileThatCannotBeOpenedForBlocks_leavesThemToTheCaller() {
        try (DirectWrites writes = new DirectWrites(directory.resolve("missing/segment"))) {
            assertThat(writes.write(memory(), 0)).isZero();
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** In memory at the same place of a block as in the file. */
    private static ByteBuffer lyingAs(byte[] bytes, int place) {
        return memory().position(place).put(bytes).flip().position(place);
    }

    private static ByteBuffer memory() {
        return ByteBuffer.allocateDirect(ROOM + SegmentFile.BLOCK).alignedSlice(SegmentFile.BLOCK);
    }
}
