package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WriteBuffersTest {

    private final WriteBuffers buffers = new WriteBuffers();

    @Test
    void manyInFlight_takeLittleMemoryEach() {
        List<ByteBuffer> lent = lend(300);

        assertThat(lent.stream().mapToLong(ByteBuffer::capacity).sum()).isLessThan(32 << 20);
        assertThat(lent.getFirst().capacity()).isEqualTo(WriteBuffers.LARGE);
        assertThat(lent).allMatch(buffer -> buffer.alignmentOffset(0, SegmentFile.BLOCK) == 0);
        Set<ByteBuffer> different = Collections.newSetFromMap(new IdentityHashMap<>());
        different.addAll(lent);
        assertThat(different).hasSize(300);
    }

    @Test
    void fewAgain_eachHasALargeOneThatWasThereBefore() {
        List<ByteBuffer> lent = lend(300);
        lent.forEach(buffer -> buffers.give(buffer.position(7).limit(9)));

        assertThat(lend(16)).allSatisfy(buffer -> {
            assertThat(buffer.remaining()).isEqualTo(WriteBuffers.LARGE);
            assertThat(lent).anyMatch(before -> before == buffer);
        });
    }

    private List<ByteBuffer> lend(int number) {
        List<ByteBuffer> lent = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            lent.add(buffers.take());
        }
        return lent;
    }
}
