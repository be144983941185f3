package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The story in one process. */
class OneStoryTest extends OneStory {

    private static OneProcess house;

    @BeforeAll
    static void open() throws Exception {
        int simulators = RunningCloudfilm.freePort();
        house = new OneProcess(
                RunningCloudfilm.start(directory, Map.of(
                        "CLOUDFILM_FILMS_QUIET", "1s", "CLOUDFILM_SIMULATORS_PORT", Integer.toString(simulators))),
                simulators);
        story = new Neighbours(house);
    }

    @AfterAll
    static void close() throws Exception {
        story.close();
        assertThat(house.hospitals().log()).doesNotContain(" ERROR ").doesNotContain("\tat ").doesNotContain("张三");
    }
}
