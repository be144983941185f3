package org.cloudfilm.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ListenerTest {

    /** Sends one byte and ends. */
    private record Greeting(Socket socket) implements Listener.Connection {

        @Override
        public void run() {
            try (socket) {
                socket.getOutputStream().write('!');
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void stop() {}

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** As when the system has no thread left for a connection: that one is lost, and the door stays open. */
    @Test
    void accept_firstConnectionCannotBeServed_thatOneIsClosedAndTheNextIsServed() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Listener<Greeting> listener = new Listener<>(
                new Listener.Place("test", "the test's door", "127.0.0.1", 0, 0),
                8,
                Thread.ofPlatform(),
                socket -> {
                    if (asked.getAndIncrement() == 0) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    return new Greeting(socket);
                });
        listener.start();
        try {
            assertThat(call(listener)).isEqualTo(-1);
            assertThat(call(listener)).isEqualTo('!');
        } finally {
            listener.close(Duration.ofSeconds(10));
        }
        assertThat(listener.hasConnections()).isFalse();
    }

    /** The first byte that comes; -1 when the connection is closed without one. */
    private static int call(Listener<?> listener) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.setSoTimeout(20_000);
            return socket.getInputStream().read();
        }
    }
}
