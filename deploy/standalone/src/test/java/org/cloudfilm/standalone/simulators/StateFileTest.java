package org.cloudfilm.standalone.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {

    @TempDir
    Path directory;

    @Test
    void reopened_everythingIsThere_andNumbersGoOn() throws Exception {
        Path file = directory.resolve("state");
        try (StateFile state = StateFile.open(file)) {
            state.put(Map.of("a/1", Json.object().put("x", 1), "a/2", Json.object().put("x", 2)));
            state.put("a/1", Json.object().put("x", 3));
            assertThat(state.next()).isEqualTo(1);
        }
        try (StateFile state = StateFile.open(file)) {
            assertThat(state.names("a/")).containsExactly("a/1", "a/2");
            assertThat(state.find("a/1").orElseThrow().path("x").asInt()).isEqualTo(3);
            assertThat(state.next()).isEqualTo(2);
        }
    }

    @Test
    void lineThatWasCutByAKill_isForgotten_theOthersStay() throws Exception {
        Path file = directory.resolve("state");
        try (StateFile state = StateFile.open(file)) {
            state.put("a/1", Json.object().put("x", 1));
        }
        Files.writeString(file, "{\"a/2\":{\"x\":", StandardOpenOption.APPEND);

        try (StateFile state = StateFile.open(file)) {
            assertThat(state.names("a/")).containsExactly("a/1");
            state.put("a/3", Json.object());
        }
        try (StateFile state = StateFile.open(file)) {
            assertThat(state.names("a/")).containsExactly("a/1", "a/3");
        }
    }
}
