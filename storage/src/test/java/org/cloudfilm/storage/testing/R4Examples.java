package org.cloudfilm.storage.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * All examples of FHIR R4, some five thousand resources: npm's {@code hl7.fhir.r4.examples@4.0.1}. It is fetched once by
 * npm into {@code target}; without a network, name a copy with {@code -Dcloudfilm.fhir.examples=FILE.tgz}, or keep npm's
 * cache. Tests that cannot get it are reported as aborted.
 */
public final class R4Examples {

    private static final String PACKAGE = "hl7.fhir.r4.examples@4.0.1";
    private static final String FILE = "hl7.fhir.r4.examples-4.0.1.tgz";

    private R4Examples() {}

    /** Calls back with the file name and the content of each example that is a resource. */
    public static void forEach(BiConsumer<String, byte[]> example) {
        try (InputStream file = Files.newInputStream(archive());
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (name.endsWith(".json") && !name.equals("package.json") && !name.startsWith(".")) {
                    example.accept(name, tar.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of one type, up to a number of bytes each. */
    public static Map<String, byte[]> ofType(String typeName, int longest) {
        Map<String, byte[]> found = new TreeMap<>();
        forEach((name, content) -> {
            if (name.startsWith(typeName + "-") && content.length <= longest) {
                found.put(name, content);
            }
        });
        return found;
    }

    /** Tests may run in several JVMs at once: one of them fetches. */
    private static synchronized Path archive() throws IOException {
        String given = System.getProperty("cloudfilm.fhir.examples");
        if (given != null) {
            return Path.of(given);
        }
        Path folder = Files.createDirectories(Path.of("target", "fhir-examples"));
        Path file = folder.resolve(FILE);
        try (FileChannel lock = FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            if (!Files.exists(file) && !fetch(folder)) {
                abort("npm cannot get " + PACKAGE);
            }
        }
        return file;
    }

    private static boolean fetch(Path folder) throws IOException {
        try {
            Process npm = new ProcessBuilder("npm", "pack", "--prefer-offline", "--silent", PACKAGE)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("npm.log").toFile())
                    .start();
            boolean done = npm.waitFor(2, TimeUnit.MINUTES);
            npm.destroy();
            return done && npm.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
