package org.cloudfilm.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends films with DCMTK's storescu, as it comes. */
final class Storing {

    private static final int BATCH = 500;
    private static final int PATIENCE_SECONDS = 600;

    private final Children children;
    private final Path home;

    Storing(Children children, Path home) {
        this.children = children;
        this.home = home;
    }

    /** Seconds until storescu has its last acknowledgement. */
    double store(Peer peer, Path directory) throws IOException, InterruptedException {
        readBefore(directory);
        long start = System.nanoTime();
        send(peer, directory);
        return (System.nanoTime() - start) / 1e9;
    }

    private void send(Peer peer, Path directory) throws IOException, InterruptedException {
        children.run(PATIENCE_SECONDS, List.of("storescu", "-aet", "LISHUI", "-aec", peer.aeTitle(), "+sd",
                "127.0.0.1", Integer.toString(peer.dicomPort()), directory.toString()));
    }

    /** The sender finds its files in memory, whichever server is measured first. */
    private static void readBefore(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.copy(file, OutputStream.nullOutputStream());
            }
        }
    }

    /** Seconds until the last of several storescu is done. */
    double storeAtOnce(Peer peer, List<Path> directories) throws IOException, InterruptedException {
        for (Path directory : directories) {
            readBefore(directory);
        }
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> senders = new ArrayList<>();
            for (Path directory : directories) {
                senders.add(threads.submit(() -> {
                    send(peer, directory);
                    return null;
                }));
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Stores a study too large to lie around twice, then reads it whole; returns how many bytes came back. */
    long storeAndRead(Peer peer, CtStudy study) throws IOException, InterruptedException {
        Path batch = home.resolve("batch");
        for (int from = 0; from < study.slices(); from += BATCH) {
            study.write(batch, from, Math.min(from + BATCH, study.slices()));
            store(peer, batch);
            try (var files = Files.newDirectoryStream(batch)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(peer.dicomWeb() + "/studies/" + study.study()))
                .header("Accept", Reading.ALL_INSTANCES)
                .timeout(Duration.ofMinutes(5));
        peer.headers().forEach(request::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                long bytes = body.transferTo(OutputStream.nullOutputStream());
                long least = (long) study.slices() * CtStudy.FRAME_BYTES;
                if (answer.statusCode() != 200 || bytes < least) {
                    throw new IOException("status " + answer.statusCode() + ", " + bytes + " of " + least + " bytes");
                }
                return bytes;
            }
        }
    }
}
