package org.cloudfilm.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cloudfilm.storage.object.ObjectStore.Created;
import org.cloudfilm.storage.object.ObjectStoreException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreTest extends ObjectStoreContract {

    @TempDir
    Path directory;

    private ObjectStore store;

    @BeforeEach
    void open() throws IOException {
        store = ObjectStores.open(new ObjectStoreSettings.Files(directory));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Test
    void putIfAbsent_sameDisk_sharesTheBytesInsteadOfCopying() throws IOException {
        Path file = file(bytes(100));
        store.putIfAbsent(key("linked.bin"), file);
        Path stored = store.localFile(key("linked.bin")).orElseThrow();
        assertThat(Files.isSameFile(file, stored)).isTrue();
    }

    @Test
    void putIfAbsent_otherDisk_copies() throws IOException {
        Path other = Path.of("/dev/shm");
        Assumptions.assumeTrue(
                Files.isWritable(other) && !Files.getFileStore(other).equals(Files.getFileStore(directory)),
                "this machine has no second file system to copy from");
        Path file = Files.createTempFile(other, "cloudfilm", ".bin");
        try {
            Files.write(file, bytes(100));
            assertThat(store.putIfAbsent(key("copied.bin"), file)).isEqualTo(Created.NEW);
            assertThat(store.putIfAbsent(key("copied.bin"), file)).isEqualTo(Created.EXISTS);
            assertThat(all(key("copied.bin"))).isEqualTo(bytes(100));
            assertThat(directory.resolve(".temp")).isEmptyDirectory();
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void open_leftoversOfADeadProcess_areRemoved() throws IOException {
        store.close();
        Path half = Files.write(directory.resolve(".temp/half-written"), bytes(10));
        open();
        assertThat(half).doesNotExist();
    }

    @Test
    void open_anotherUserAlive_leavesItsFilesAlone() throws IOException {
        Path half = Files.write(directory.resolve(".temp/half-written"), bytes(10));
        ObjectStores.open(new ObjectStoreSettings.Files(directory)).close();
        assertThat(half).exists();
    }

    @Test
    void removeAbandonedUploads_oldAndNew_takesTheOld() throws IOException {
        Path old = Files.write(directory.resolve(".temp/old"), bytes(10));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path fresh = Files.write(directory.resolve(".temp/fresh"), bytes(10));
        assertThat(store.removeAbandonedUploads(Duration.ofDays(1))).isEqualTo(1);
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void open_directoryIsAFile_namesItInTheFailure() throws IOException {
        Path file = file(bytes(1));
        assertThatThrownBy(() -> ObjectStores.open(new ObjectStoreSettings.Files(file)))
                .isInstanceOfSatisfying(ObjectStoreException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED))
                .hasMessageContaining(file.toString());
    }

    @Test
    void list_strangeFiles_areNotObjects() throws IOException {
        Files.write(directory.resolve("README"), bytes(1));
        Files.write(directory.resolve("Upper.BIN"), bytes(1));
        Files.createDirectories(directory.resolve("empty"));
        assertThat(store.list("", Optional.empty(), 10).entries()).isEmpty();
    }
}
