package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the whole application in the middle of a study: what was acknowledged is there, the rest can be sent. */
class KilledWhileReceivingTest {

    private static final String ACKNOWLEDGED = "Received Store Response (Success)";
    private static final int SLICES = 120;

    @TempDir
    Path directory;

    @Test
    void acknowledgedSlices_afterKillAndRestart_areThereByteForByte() throws Exception {
        Random moments = new Random(20261122);
        RunningCloudfilm cloudfilm = RunningCloudfilm.start(directory);
        for (int round = 1; round <= 3; round++) {
            Slices slices = new Slices(100 + round, SLICES, 256);
            List<Path> files = slices.write(Files.createDirectories(directory.resolve("round" + round)));

            int acknowledged = sendAndKill(cloudfilm, files, 5 + moments.nextInt(90));
            cloudfilm.start();

            for (int index = 0; index < acknowledged; index++) {
                assertThat(frame(cloudfilm, slices, index)).as("round %d, slice %d", round, index)
                        .isEqualTo(slices.pixels(index));
            }
            cloudfilm.storescu("LISHUI", files).succeeded();
            assertThat(frame(cloudfilm, slices, SLICES - 1)).isEqualTo(slices.pixels(SLICES - 1));
        }
        cloudfilm.close();
    }

    /** Kills the application once {@code enough} slices are acknowledged; returns how many were by then. */
    private static int sendAndKill(RunningCloudfilm cloudfilm, List<Path> files, int enough) throws Exception {
        Process sender = Command.start(cloudfilm.storescuLine("LISHUI", files));
        int acknowledged = 0;
        try (BufferedReader said = new BufferedReader(
                new InputStreamReader(sender.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.contains(ACKNOWLEDGED) && ++acknowledged == enough) {
                    cloudfilm.kill();
                }
            }
        }
        sender.waitFor();
        assertThat(acknowledged).isGreaterThanOrEqualTo(enough);
        return acknowledged;
    }

    private static byte[] frame(RunningCloudfilm cloudfilm, Slices slices, int index) throws Exception {
        return cloudfilm.get("doctor-wang", "/dicom-web/studies/" + slices.study() + "/series/" + slices.series()
                + "/instances/" + slices.instance(index) + "/frames/1", "application/octet-stream").body();
    }
}
