package org.cloudfilm.storage.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogicalIdsTest {

    private Instant now = Instant.parse("2026-11-22T05:00:00Z");
    private final LogicalIds ids = new LogicalIds(() -> now);

    @Test
    void ids_areUuidsOfVersion7_inTheOrderOfTime_andKnownAgain() {
        Set<String> made = IntStream.range(0, 1000).mapToObj(n -> ids.next()).collect(Collectors.toSet());
        now = now.plusMillis(1);

        assertThat(made).hasSize(1000).allSatisfy(id -> {
            assertThat(UUID.fromString(id).version()).isEqualTo(7);
            assertThat(UUID.fromString(id).variant()).isEqualTo(2);
            assertThat(LogicalIds.likeOurs(id)).isTrue();
            assertThat(id).isLessThan(ids.next());
        });
    }

    @Test
    void othersIds_areNot() {
        String id = ids.next();

        assertThat(LogicalIds.likeOurs(id.toUpperCase(Locale.ROOT))).isFalse();
        assertThat(IntStream.range(0, 1000).mapToObj(n -> UUID.randomUUID().toString())).noneMatch(LogicalIds::likeOurs);
        assertThat(LogicalIds.likeOurs("patient-1")).isFalse();
        assertThat(LogicalIds.likeOurs("")).isFalse();
    }
}
