package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The commands of deploy/run on the data of a stopped application. */
class MaintenanceTest {

    @TempDir
    Path directory;

    @Test
    void rebuildCatalog_databaseLost_bringsEveryFilmBackFromThePacks() throws Exception {
        Slices slices = new Slices(301, 3, 64);
        RunningCloudfilm cloudfilm = RunningCloudfilm.start(directory);
        cloudfilm.storescu("LISHUI", slices.write(directory)).succeeded();
        cloudfilm.close();
        assertThat(cloudfilm.command("verify").succeeded()).contains("3 instances", "All is well.");
        assertThat(cloudfilm.command("verify-audit").succeeded()).contains("none altered, removed or reordered");

        FileSystemUtils.deleteRecursively(cloudfilm.data().resolve("postgres"));
        assertThat(cloudfilm.command("rebuild-catalog").succeeded()).contains("3 instances", "All is well.");
        assertThat(cloudfilm.command("reindex-records").succeeded()).contains("records indexed.");
        assertThat(cloudfilm.command("verify").succeeded()).contains("index compared", "All is well.");
        cloudfilm.start();

        for (int index = 0; index < 3; index++) {
            assertThat(cloudfilm.get("patient-zhang", "/dicom-web/studies/" + slices.study() + "/series/"
                    + slices.series() + "/instances/" + slices.instance(index) + "/frames/1", "application/octet-stream")
                    .body()).isEqualTo(slices.pixels(index));
        }
        assertThat(cloudfilm.command("verify").output()).contains("another Cloudfilm is running on the data");
        cloudfilm.close();
    }

    @Test
    void verify_oneBitFlippedInAPack_namesThePackAndFails() throws Exception {
        RunningCloudfilm cloudfilm = RunningCloudfilm.start(directory);
        cloudfilm.storescu("LISHUI", new Slices(302, 2, 64).write(directory)).succeeded();
        cloudfilm.close();
        Path pack = largestFile();
        flipOneBit(pack);

        Command.Result result = cloudfilm.command("verify");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("problem");
    }

    @Test
    void rehearse_newDirectory_storesWhatItSendsAndEnds() throws Exception {
        RunningCloudfilm cloudfilm = RunningCloudfilm.start(directory);
        cloudfilm.close();

        cloudfilm.command("rehearse").succeeded();

        assertThat(cloudfilm.command("verify").succeeded()).contains("600 instances", "All is well.");
    }

    private Path largestFile() throws Exception {
        try (var files = Files.walk(directory.resolve("data"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(directory.resolve("data/postgres")))
                    .max((one, other) -> Long.compare(one.toFile().length(), other.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void flipOneBit(Path file) throws Exception {
        try (RandomAccessFile pack = new RandomAccessFile(file.toFile(), "rw")) {
            pack.seek(pack.length() / 2);
            int value = pack.read();
            pack.seek(pack.length() / 2);
            pack.write(value ^ 1);
        }
    }
}
