package org.cloudfilm.standalone.http;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;

/** Tomcat's endpoint, with connections that send files their own way. */
final class FilmEndpoint extends NioEndpoint {

    private static final Log log = LogFactory.getLog(FilmEndpoint.class);

    private final FileBuffers buffers = new FileBuffers();

    /** Takes a connection that was accepted; false when it is to be closed. */
    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        try {
            FilmConnection connection = new FilmConnection(channel(), this, buffers);
            connection.getSocket().reset(socket, connection);
            connections.put(socket, connection);
            socket.configureBlocking(false);
            socketProperties.setProperties(socket.socket());
            connection.setReadTimeout(getConnectionTimeout());
            connection.setWriteTimeout(getConnectionTimeout());
            connection.setKeepAliveLeft(getMaxKeepAliveRequests());
            getPoller().register(connection);
            return true;
        } catch (IOException | RuntimeException e) {
            log.warn("a connection could not be taken: " + e.getClass().getSimpleName());
            if (!connections.containsKey(socket)) {
                destroySocket(socket);
            }
            return false;
        }
    }

    /** Buffers of a connection that has ended, or new ones. */
    private NioChannel channel() throws IOException {
        NioChannel kept = getNioChannels() == null ? null : getNioChannels().pop();
        return kept != null ? kept : createChannel(new SocketBufferHandler(
                socketProperties.getAppReadBufSize(),
                socketProperties.getAppWriteBufSize(),
                socketProperties.getDirectBuffer()));
    }
}
