package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuietStudiesTest {

    private static final StudyUid STUDY = Samples.study(1);
    private static final long HALF_A_SECOND = TimeUnit.MILLISECONDS.toNanos(500);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final QuietStudies studies = new QuietStudies(now::get);

    @Test
    void study_isTakenOnceAfterASecondWithoutChange() {
        studies.changed(STUDY);
        now.addAndGet(HALF_A_SECOND);
        studies.changed(STUDY);
        now.addAndGet(HALF_A_SECOND);
        assertThat(studies.take()).isEmpty();

        now.addAndGet(HALF_A_SECOND);
        assertThat(studies.take()).containsExactly(STUDY);
        assertThat(studies.take()).isEmpty();
    }

    @Test
    void study_thatNeverIsQuiet_isTakenAfterTenSeconds() {
        for (int i = 0; i < 20; i++) {
            assertThat(studies.take()).isEmpty();
            studies.changed(STUDY);
            now.addAndGet(HALF_A_SECOND);
        }

        assertThat(studies.take()).containsExactly(STUDY);
    }
}
