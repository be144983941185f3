package org.cloudfilm.standalone.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void open_somebodyHasIt_isRefused() throws IOException {
        try (DataDirectory first = DataDirectory.open(directory)) {
            assertThat(catchThrowable(() -> DataDirectory.open(directory)))
                    .isInstanceOf(DataDirectoryInUseException.class)
                    .hasMessageContaining(first.path().toString());
        }
        DataDirectory.open(directory).close();
    }

    @Test
    void open_nothingCanBeWrittenThere_saysWhereAndWhy() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(catchThrowable(() -> DataDirectory.open(file.resolve("data"))))
                .isInstanceOf(DataDirectoryUnusableException.class)
                .hasMessageContaining("cannot use the data directory " + file.resolve("data"))
                .hasMessageContaining("Exception: ");
    }
}
