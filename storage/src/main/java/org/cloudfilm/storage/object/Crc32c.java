package org.cloudfilm.storage.object;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.zip.CRC32C;

/** CRC-32C of files and arrays, and its spelling in S3 headers: base64 of four bytes, big endian. */
final class Crc32c {

    private static final int BUFFER = 256 * 1024;

    private Crc32c() {}

    static int of(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    static int of(Path path, long start, long length) throws IOException {
        CRC32C crc = new CRC32C();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            long position = start;
            long end = start + length;
            while (position < end) {
                buffer.clear().limit((int) Math.min(BUFFER, end - position));
                int n = file.read(buffer, position);
                if (n < 0) {
                    throw new EOFException("the file became shorter while it was read");
                }
                crc.update(buffer.flip());
                position += n;
            }
        }
        return (int) crc.getValue();
    }

    static String base64(int crc) {
        return Base64.getEncoder().encodeToString(ByteBuffer.allocate(4).putInt(crc).array());
    }
}
