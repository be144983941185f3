package org.cloudfilm.standalone.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SendfileDataBase;
import org.apache.tomcat.util.net.SendfileState;

/**
 * One connection. A range that is not large is read into a buffer behind the header that stands before it, and both are
 * written at once. What the socket does not take is left to Tomcat's {@code sendfile}, so that no thread waits for a slow
 * client, and no buffer either.
 */
final class FilmConnection extends NioSocketWrapper {

    private final FileBuffers buffers;
    /** A header waits in the buffer for the file that follows it. */
    private boolean fileFollows;

    FilmConnection(NioChannel channel, FilmEndpoint endpoint, FileBuffers buffers) {
        super(channel, endpoint);
        this.buffers = buffers;
    }

    /** Called before the header of the answer is written. */
    @Override
    public SendfileDataBase createSendfileData(String file, long start, long length) {
        fileFollows = length <= FileBuffers.FILE_AT_MOST && !(getSocket() instanceof SecureNioChannel);
        return super.createSendfileData(file, start, length);
    }

    @Override
    public boolean flush(boolean block) throws IOException {
        return !fileFollows && super.flush(block);
    }

    @Override
    public SendfileState processSendfile(SendfileDataBase file) {
        if (!fileFollows) {
            return super.processSendfile(file);
        }
        fileFollows = false;
        try {
            socketBufferHandler.configureWriteBufferForRead();
            ByteBuffer header = socketBufferHandler.getWriteBuffer();
            if (getSocket().getIOChannel() == null) {
                return SendfileState.ERROR; // closed meanwhile
            }
            Optional<ByteBuffer> buffer = buffers.take();
            if (buffer.isPresent()) {
                try {
                    writeTogether(header, file, buffer.get());
                } finally {
                    buffers.give(buffer.get());
                }
            }
            if (file.length == 0) {
                return SendfileState.DONE;
            }
            if (header.hasRemaining()) {
                super.flush(true);
            }
        } catch (IOException e) {
            return SendfileState.ERROR;
        }
        return super.processSendfile(file);
    }

    /** Header and file know afterwards what is left of them. */
    private void writeTogether(ByteBuffer header, SendfileDataBase file, ByteBuffer buffer) throws IOException {
        int headerLength = header.remaining();
        buffer.put(header.duplicate()).limit(headerLength + (int) file.length);
        try (FileChannel channel = FileChannel.open(Path.of(file.fileName), StandardOpenOption.READ)) {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, file.pos + buffer.position() - headerLength) < 0) {
                    throw new EOFException("the file ends before the range");
                }
            }
        }
        int written = getSocket().getIOChannel().write(buffer.flip());
        updateLastWrite();
        int ofHeader = Math.min(written, headerLength);
        header.position(header.position() + ofHeader);
        file.pos += written - ofHeader;
        file.length -= written - ofHeader;
    }
}
