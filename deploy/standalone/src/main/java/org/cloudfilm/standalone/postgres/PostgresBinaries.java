package org.cloudfilm.standalone.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs that come with the application, unpacked once per archive. */
final class PostgresBinaries {

    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    /** Unpacks into a directory named by the archive's size unless it is there; a half unpacked one never is. */
    static PostgresBinaries unpack(Path directory) {
        String archive = "/postgres-linux-" + architecture() + ".txz";
        try (InputStream in = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (in == null) {
                throw new PostgresException("no PostgreSQL for this platform in the application (" + archive
                        + "); set CLOUDFILM_DATABASE_URL to a PostgreSQL 18 of your own");
            }
            Files.createDirectories(directory);
            int size = PostgresBinaries.class.getResource(archive).openConnection().getContentLength();
            Path home = directory.resolve("programs-" + size);
            if (!Files.isDirectory(home)) {
                Path unfinished = directory.resolve("programs.unfinished");
                FileSystemUtils.deleteRecursively(unfinished);
                untar(new XZInputStream(new BufferedInputStream(in, 1 << 16)), unfinished);
                Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            }
            return new PostgresBinaries(home);
        } catch (IOException e) {
            throw new PostgresException("cannot unpack PostgreSQL into " + directory, e);
        }
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static String architecture() {
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return arch.equals("amd64") ? "x86_64" : arch.equals("aarch64") ? "arm_64" : arch;
    }

    private static void untar(InputStream plain, Path into) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(plain)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("archive entry outside of its directory");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(target.getParent());
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }
}
