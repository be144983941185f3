package org.cloudfilm.standalone.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.cloudfilm.standalone.Standalone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorProcessTest {

    @TempDir
    Path directory;

    @Test
    void killed_isThereAgain_atTheSameAddress_withTheSameKey() throws Exception {
        try (SimulatorProcess simulators = SimulatorProcess.start(directory, "127.0.0.1", 0, "localhost")) {
            String key = simulators.channelKey();
            await(() -> answers(simulators.url()));
            ProcessHandle child = simulators.child().orElseThrow();

            child.destroyForcibly();
            await(() -> !child.isAlive());

            await(() -> answers(simulators.url()));
            assertThat(simulators.channelKey()).isEqualTo(key);
            assertThat(simulators.child().orElseThrow().pid()).isNotEqualTo(child.pid());
        }
    }

    @Test
    void closedAndStartedAgain_comesBackToItsAddress() {
        URI before;
        try (SimulatorProcess simulators = SimulatorProcess.start(directory, "127.0.0.1", 0, "localhost")) {
            before = simulators.url();
            await(() -> answers(before));
        }
        await(() -> !answers(before));

        try (SimulatorProcess simulators = SimulatorProcess.start(directory, "127.0.0.1", 0, "localhost")) {
            assertThat(simulators.url()).isEqualTo(before);
        }
    }

    @Test
    void parentIsGone_theSimulatorsEndToo() throws Exception {
        Process tethered = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-cp", System.getProperty("java.class.path"), Standalone.class.getName(),
                        "simulators", "--tethered", "--port", "0", "--data", directory.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(tethered.inputReader().readLine()).contains("http://127.0.0.1:");

        // what the system does with the pipe of a process that was killed
        tethered.outputWriter().close();

        assertThat(tethered.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(tethered.exitValue()).isZero();
    }

    @Test
    void wrongArguments_areToldWithTheRightOnes() throws Exception {
        Process wrong = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-cp", System.getProperty("java.class.path"), Standalone.class.getName(),
                        "simulators", "--port", "http")
                .redirectErrorStream(true)
                .start();

        String said = new String(wrong.getInputStream().readAllBytes());

        assertThat(wrong.waitFor()).isEqualTo(2);
        assertThat(said).contains("--port must be 0 to 65535").contains("usage: simulators");
        assertThat(Files.exists(Path.of("data", "simulators"))).isFalse();
    }

    private static boolean answers(URI url) {
        try {
            HttpURLConnection http = (HttpURLConnection) url.resolve("/health").toURL().openConnection();
            http.setConnectTimeout(1000);
            http.setReadTimeout(1000);
            return http.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
