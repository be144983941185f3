package org.cloudfilm.gateway.hl7v2;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import org.cloudfilm.gateway.listener.Listener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: a message, its answer, the next message. */
final class MllpConnection implements Listener.Connection {

    private static final Logger log = LoggerFactory.getLogger(MllpConnection.class);

    private final Socket socket;
    private final MessageDesk desk;
    private final Hl7Settings settings;
    private final Semaphore large;
    private volatile boolean stopping;
    private volatile boolean busy;

    MllpConnection(Socket socket, MessageDesk desk, Hl7Settings settings, Semaphore large) {
        this.socket = socket;
        this.desk = desk;
        this.settings = settings;
        this.large = large;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            MllpReader reader = new MllpReader(socket, settings, large);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            try {
                serve(reader, out);
            } finally {
                reader.release();
            }
        } catch (IOException e) {
            if (!stopping) {
                log.info("connection from {} broke: {}", socket.getInetAddress().getHostAddress(), e.getMessage());
            }
        } catch (RuntimeException | Error e) {
            log.error("connection from {} failed: {}", socket.getInetAddress().getHostAddress(), e.getClass().getName());
        }
    }

    private void serve(MllpReader reader, OutputStream out) throws IOException {
        InetAddress from = socket.getInetAddress();
        while (!stopping) {
            Frame frame = reader.next();
            busy = true;
            byte[] answer;
            switch (frame) {
                case Frame.Block(byte[] content) -> answer = desk.take(content, from);
                case Frame.TooLong(byte[] beginning) -> answer = desk.refuseTooLong(beginning, from);
                case Frame.End(Frame.Why why) -> {
                    if (why != Frame.Why.CLOSED) {
                        log.info("connection from {} ends: {}", from.getHostAddress(), why.text);
                    }
                    return;
                }
            }
            out.write(answer);
            out.flush();
            reader.release();
            busy = false;
        }
    }

    /** A message being stored is answered first; one that is still coming in is not waited for. */
    @Override
    public void stop() throws IOException {
        stopping = true;
        if (!busy) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        stopping = true;
        socket.close();
    }
}
