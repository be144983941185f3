package org.cloudfilm.viewer.render.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFilesTest {

    private static final byte[] LIBRARY = {1, 2, 3, 4};

    @TempDir
    Path home;

    @Test
    void keep_twice_sameFile() throws Exception {
        Path first = files().keep(library(), ".so");
        Path second = files().keep(library(), ".so");

        assertThat(second).isEqualTo(first).hasBinaryContent(LIBRARY);
        try (var left = Files.list(home.resolve("native"))) {
            assertThat(left).containsExactly(first);
        }
    }

    @Test
    void keep_fileWasChanged_replaced() throws Exception {
        Files.write(files().keep(library(), ".so"), new byte[] {9});

        assertThat(files().keep(library(), ".so")).hasBinaryContent(LIBRARY);
    }

    @Test
    void keep_manyAtOnce_oneFile() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Path> keep = () -> files().keep(library(), ".so");
            for (var kept : threads.invokeAll(Collections.nCopies(20, keep))) {
                assertThat(kept.get()).hasBinaryContent(LIBRARY);
            }
        }
    }

    @Test
    void keep_othersMayWriteIntoTheFolder_refused() throws Exception {
        Files.createDirectory(home.resolve("native"));
        Files.setPosixFilePermissions(home.resolve("native"), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> files().keep(library(), ".so")).isInstanceOf(IOException.class);
    }

    private static NativeFiles.Source library() {
        return () -> new ByteArrayInputStream(LIBRARY);
    }

    private NativeFiles files() {
        return new NativeFiles(home.resolve("native"));
    }
}
