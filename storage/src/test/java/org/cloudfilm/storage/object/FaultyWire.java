package org.cloudfilm.storage.object;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A wire between client and server that can be broken in chosen ways. One connection carries one request. */
public final class FaultyWire implements AutoCloseable {

    public enum Fault {
        /** answers 503 in a proxy's plain words */
        BUSY,
        /** takes the request and stays silent */
        SILENT,
        /** lets the first 100,000 bytes of the answer through and closes */
        CUT,
        /** lets the server do it and loses the answer */
        LOST
    }

    private static final int CUT_AFTER = 100_000;

    private final int target;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger faultsLeft = new AtomicInteger();
    private final AtomicInteger faultsSeen = new AtomicInteger();
    private volatile Fault fault = Fault.BUSY;
    private volatile Predicate<String> when = _ -> true;

    public FaultyWire(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.submit(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** From now on the next {@code times} requests whose first line matches meet the fault. */
    public void breakWith(Fault fault, int times, Predicate<String> when) {
        this.fault = fault;
        this.when = when;
        faultsSeen.set(0);
        faultsLeft.set(times);
    }

    public int faultsSeen() {
        return faultsSeen.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }

    private Void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            open.add(client);
            threads.submit(() -> serve(client));
        }
    }

    private Void serve(Socket client) throws IOException {
        try (client; Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(upstream);
            String head = head(client.getInputStream());
            boolean broken = when.test(head.lines().findFirst().orElse("")) && faultsLeft.getAndDecrement() > 0;
            if (broken) {
                faultsSeen.incrementAndGet();
            }
            if (broken && fault == Fault.SILENT) {
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
                return null;
            }
            if (broken && fault == Fault.BUSY) {
                client.getOutputStream().write(
                        "HTTP/1.1 503 Busy\r\nContent-Type: text/html\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbusy"
                                .getBytes(StandardCharsets.US_ASCII));
                // what is left of the request is taken, so that closing does not reset the answer away
                client.shutdownOutput();
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
                return null;
            }
            upstream.getOutputStream().write(head.replaceFirst("(?i)\r\nConnection: [^\r]*", "")
                    .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            threads.submit(() -> copy(client.getInputStream(), upstream.getOutputStream(), Long.MAX_VALUE));
            if (broken && fault == Fault.LOST) {
                upstream.getInputStream().transferTo(OutputStream.nullOutputStream());
                return null;
            }
            copy(upstream.getInputStream(), client.getOutputStream(),
                    broken && fault == Fault.CUT ? CUT_AFTER : Long.MAX_VALUE);
            return null;
        } finally {
            open.remove(client);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request came");
            }
            head.write(b);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static Void copy(InputStream in, OutputStream out, long limit) {
        byte[] buffer = new byte[16_384];
        try {
            long left = limit;
            for (int n = in.read(buffer); n > 0 && left > 0; n = in.read(buffer)) {
                out.write(buffer, 0, (int) Math.min(n, left));
                out.flush();
                left -= n;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return null;
    }
}
