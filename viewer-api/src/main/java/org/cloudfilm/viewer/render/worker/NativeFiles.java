package org.cloudfilm.viewer.render.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Libraries taken out of jars, each named by its content, so that a process finds what another has left, even one that
 * was killed. They are trusted only as far as the folder is: it is ours alone and the bytes are checked.
 */
final class NativeFiles {

    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path folder;

    NativeFiles(Path folder) {
        this.folder = folder;
    }

    /** Can be read more than once. */
    interface Source {
        InputStream open() throws IOException;
    }

    /**
     * The file with these bytes, which is made if it is not there as it should be.
     *
     * @throws IOException when somebody else may write into the folder, too
     */
    Path keep(Source library, String suffix) throws IOException {
        openFolder();
        String digest = digest(library);
        Path file = folder.resolve(digest + suffix);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && digest(() -> Files.newInputStream(file)).equals(digest)) {
            return file;
        }
        Path part = Files.createTempFile(folder, "part-", suffix);
        try {
            try (InputStream in = library.open()) {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            }
            // others who do the same at the same time put the same bytes there
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        return file;
    }

    private void openFolder() throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder, onlyOurs());
        }
        if (!POSIX) {
            return;
        }
        // whoever owns the file we can make is us
        Path mine = Files.createTempFile(folder, "who-", "");
        try {
            boolean ours = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(mine));
            if (!ours || !Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                    .equals(PosixFilePermissions.fromString("rwx------"))) {
                throw new IOException("the folder for native libraries is not ours alone");
            }
        } finally {
            Files.deleteIfExists(mine);
        }
    }

    private static FileAttribute<?>[] onlyOurs() {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static String digest(Source bytes) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(bytes.open(), sha)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
