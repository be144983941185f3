package org.cloudfilm.standalone.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.cloudfilm.standalone.Standalone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "2147483648", "99999"})
    void addressThatWasLeftHalfWritten_isAnotherOne(String left) throws Exception {
        Files.writeString(directory.resolve("port"), left);

        try (SimulatorProcess simulators = SimulatorProcess.start(directory, "127.0.0.1", 0, "localhost")) {
            await(() -> answers(simulators.url()));
        }
    }

    @Test
    void parentIsGone_theSimulatorsEndToo() throws Exception {
        Process tethered = byHand("--port", "0", "--data", directory.toString());
        assertThat(tethered.inputReader().readLine()).contains("http://127.0.0.1:");

        // what the system does with the pipe of a process that was killed
        tethered.outputWriter().close();

        assertThat(tethered.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(tethered.exitValue()).isZero();
    }

    @Test
    void wrongArguments_areToldWithTheRightOnes() throws Exception {
        Process wrong = byHand("--port", "http");

        assertThat(said(wrong)).contains("--port must be 0 to 65535").contains("usage: simulators");
        assertThat(wrong.waitFor()).isEqualTo(2);
        assertThat(Files.exists(Path.of("data", "simulators"))).isFalse();
    }

    @Test
    void portOrDataOfAnother_areToldInOneLine() throws Exception {
        try (RunningSimulators others = RunningSimulators.start(directory)) {
            String taken = Integer.toString(others.url().getPort());
            Process samePort = byHand("--port", taken, "--data", directory.resolve("own").toString());
            assertThat(said(samePort)).isEqualToIgnoringNewLines(
                    "simulators: cannot listen on 127.0.0.1:" + taken + ": Address already in use");
            assertThat(samePort.waitFor()).isEqualTo(1);

            Path state = directory.resolve("state");
            Process sameData = byHand("--port", "0", "--data", state.toString());
            assertThat(said(sameData)).isEqualToIgnoringNewLines("simulators: others are running on the data in " + state);
            assertThat(sameData.waitFor()).isEqualTo(1);
        }
    }

    private static Process byHand(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), Standalone.class.getName(), "simulators", "--tethered"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** All it says until it ends. One that serves although it should not ends with its input. */
    private static String said(Process process) throws IOException {
        process.outputWriter().close();
        return new String(process.getInputStream().readAllBytes());
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
