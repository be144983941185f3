package org.cloudfilm.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private final Memory memory = new Memory(1 << 20);

    private CompletableFuture<Void> reserving(Memory.Room room, long bytes, CountDownLatch begun) {
        return CompletableFuture.runAsync(() -> {
            begun.countDown();
            try {
                room.reserve(bytes);
            } catch (FhirRejection e) {
                throw new IllegalStateException(e);
            }
        }, Thread::startVirtualThread);
    }

    @Test
    void reserve_moreThanThereIs_waitsForAllOfIt() throws Exception {
        try (Memory.Room first = memory.room(); Memory.Room second = memory.room()) {
            first.reserve(1L << 40);
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<Void> waiting = reserving(second, 1L << 40, begun);
            begun.await();
            assertThat(waiting.isDone()).isFalse();

            first.close();
            waiting.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void settle_lessThanReserved_restIsForOthers() throws Exception {
        try (Memory.Room first = memory.room(); Memory.Room second = memory.room()) {
            first.reserve(1 << 20);
            first.settle(256 << 10);
            second.reserve(768 << 10);
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<Void> third;
            try (Memory.Room room = memory.room()) {
                third = reserving(room, 64 << 10, begun);
                begun.await();
                second.settle(0);
                third.get(30, TimeUnit.SECONDS);
            }
        }
    }
}
