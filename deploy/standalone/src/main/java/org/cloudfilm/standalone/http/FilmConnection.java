package org.cloudfilm.standalone.http;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SendfileDataBase;
import org.apache.tomcat.util.net.SendfileState;

/**
 * One connection. A range that is not large is written from the page cache, mapped for the moment, together with the
 * header that stands before it. What the socket does not take at once is left to Tomcat's {@code sendfile}, so that no
 * thread waits for a slow client.
 */
final class FilmConnection extends NioSocketWrapper {

    /** Sockets take about this much at once; of what is longer, the most part would be sent the other way anyhow. */
    private static final long MAPPED_AT_MOST = 1 << 20;

    /** A header waits in the buffer for the file that follows it. */
    private boolean fileFollows;

    FilmConnection(NioChannel channel, FilmEndpoint endpoint) {
        super(channel, endpoint);
    }

    /** Called before the header of the answer is written. */
    @Override
    public SendfileDataBase createSendfileData(String file, long start, long length) {
        fileFollows = length <= MAPPED_AT_MOST && !(getSocket() instanceof SecureNioChannel);
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
            writeMapped(header, file);
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

    /** One gathering write of header and file; both know afterwards what is left of them. */
    private void writeMapped(ByteBuffer header, SendfileDataBase file) throws IOException {
        int headerLength = header.remaining();
        try (FileChannel channel = FileChannel.open(Path.of(file.fileName), StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            ByteBuffer body = channel.map(MapMode.READ_ONLY, file.pos, file.length, arena).asByteBuffer();
            long written = getSocket().getIOChannel().write(new ByteBuffer[] {header, body});
            updateLastWrite();
            long ofBody = Math.max(0, written - headerLength);
            file.pos += ofBody;
            file.length -= ofBody;
        }
    }
}
