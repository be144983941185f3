package org.cloudfilm.storage.film.dicom;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The test files that come with pydicom (Debian: python3-pydicom), at the place where Debian puts them or at {@code
 * -Dcloudfilm.pydicom=…/pydicom/data}. Without them tests fail under CI and are skipped, visibly, elsewhere.
 */
public final class PydicomFiles {

    private static final Path DATA =
            Path.of(System.getProperty("cloudfilm.pydicom", "/usr/lib/python3/dist-packages/pydicom/data"));

    private PydicomFiles() {}

    /** A file by name, such as {@code test_files/CT_small.dcm}. */
    public static Path path(String name) {
        Path file = DATA.resolve(name);
        if (!Files.isRegularFile(file)) {
            String missing = "pydicom's test files are not installed: no " + file;
            if (System.getenv("CI") != null) {
                fail(missing);
            }
            assumeTrue(false, missing);
        }
        return file;
    }

    public static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All DICOM files in a folder, by name, such as {@code charset_files/chrH31.dcm}. */
    public static List<String> in(String folder) {
        Path some = path(folder.equals("test_files") ? "test_files/CT_small.dcm" : "charset_files/chrX1.dcm");
        try (Stream<Path> files = Files.list(some.getParent())) {
            return files.map(file -> folder + "/" + file.getFileName())
                    .filter(name -> name.endsWith(".dcm"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The data set of a Part 10 file, in memory. */
    public static DataSetBytes dataSet(String name) {
        byte[] file = bytes(name);
        try {
            Part10.Meta meta = Part10.parse(new BufferedInputStream(new ByteArrayInputStream(file)));
            byte[] rest = new byte[file.length - meta.length()];
            System.arraycopy(file, meta.length(), rest, 0, rest.length);
            return new DataSetBytes(meta.transferSyntax(), rest, meta.length());
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    /** @param start where the data set began in its file */
    public record DataSetBytes(TransferSyntax syntax, byte[] bytes, int start) {

        /** Scanned in pieces of at most {@code piece} bytes. */
        ScannedInstance scan(int piece) {
            DicomScanner scanner = new DicomScanner(syntax, ScanLimits.DEFAULT);
            for (int at = 0; at < bytes.length; at += piece) {
                scanner.feed(bytes, at, Math.min(piece, bytes.length - at));
            }
            return scanner.finish();
        }
    }
}
