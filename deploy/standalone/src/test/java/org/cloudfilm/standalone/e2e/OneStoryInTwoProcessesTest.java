package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The story once more: hospitals talk to one process, doctors and patients to another. */
class OneStoryInTwoProcessesTest extends OneStory {

    private static Apart house;

    @BeforeAll
    static void open() throws Exception {
        int simulators = RunningCloudfilm.freePort();
        house = new Apart(
                TwoProcesses.start(directory, Map.of("CLOUDFILM_SIMULATORS_PORT", Integer.toString(simulators))), simulators);
        story = new Neighbours(house);
    }

    @AfterAll
    static void close() throws Exception {
        story.close();
        assertThat(house.processes.gateway().log() + house.processes.viewer().log())
                .doesNotContain(" ERROR ").doesNotContain("\tat ").doesNotContain("张三");
    }

    private record Apart(TwoProcesses processes, int simulatorsPort) implements Neighbours.House {

        @Override
        public String urlOf(String path) {
            return (path.startsWith("/fhir") ? processes.gateway() : processes.viewer()).url();
        }

        @Override
        public RunningCloudfilm hospitals() {
            return processes.gateway();
        }

        @Override
        public String token(String actor) throws Exception {
            return processes.viewer().token(actor);
        }

        @Override
        public void close() throws Exception {
            processes.close();
        }
    }
}
