package org.cloudfilm.benchmark;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks a DICOMweb server for what viewers ask for. */
final class Reading {

    static final String ALL_INSTANCES = "multipart/related; type=\"application/dicom\"; transfer-syntax=*";
    private static final int CLIENTS = 8;
    private static final int WINDOWS = 40;

    private final Wrk wrk;
    private final Download download;
    private final Films films;
    private final Report report;

    Reading(Wrk wrk, Download download, Films films, Report report) {
        this.wrk = wrk;
        this.download = download;
        this.films = films;
        this.report = report;
    }

    void measure(Row row, Peer peer) throws IOException, InterruptedException {
        switch (row) {
            case QIDO -> many(row, peer, films.stored().stream()
                    .map(study -> "/studies?PatientID=" + study.patientId()).toList(), json(""));
            case METADATA -> one(row, peer, List.of(seriesPath() + "/metadata"), json(""));
            case METADATA_GZIP -> one(row, peer, List.of(seriesPath() + "/metadata"), json("gzip"));
            case FRAME -> frames(peer);
            case RENDERED -> many(row, peer, renderedDifferently(), Map.of("Accept", "image/jpeg"));
            case PREPARED -> many(row, peer, films.main.instancePaths().stream()
                    .map(path -> path + "/rendered").toList(), Map.of("Accept", "image/jpeg"));
            case STUDY -> download(peer, "/studies/" + films.main.study());
            default -> throw new IllegalArgumentException(row + " is not a request");
        }
    }

    /** The same bytes as files. */
    void measureFiles(Row row, Peer nginx) throws IOException, InterruptedException {
        if (row == Row.FRAME) {
            List<String> files = new ArrayList<>();
            for (int i = 0; i < films.main.slices(); i++) {
                files.add("/slice%05d.dcm".formatted(i));
            }
            many(row, nginx, files, Map.of());
        } else {
            download(nginx, "/study");
        }
    }

    private void download(Peer peer, String path) throws IOException, InterruptedException {
        Download.Result result = download.median(peer, path, Map.of("Accept", ALL_INSTANCES));
        report.add(Row.STUDY, peer.name(), result.seconds(), "%.0f MB".formatted(result.bytes() / 1e6));
    }

    private void frames(Peer peer) throws IOException, InterruptedException {
        List<String> paths = films.main.instancePaths().stream().map(path -> path + "/frames/1").toList();
        Map<String, String> headers = Map.of("Accept", peer.frameType());
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(peer.headers());
        HttpResponse<byte[]> answer = Wrk.ask(peer, "/dicom-web" + paths.getFirst(), all);
        byte[] pixels = films.main.pixels(0);
        if (answer.statusCode() != 200 || !endsLike(answer.body(), pixels)) {
            throw new IOException("status " + answer.statusCode() + ", not the pixels that were sent");
        }
        many(Row.FRAME, peer, paths, headers);
    }

    /** A multipart answer has the pixels inside, a single part is nothing else. */
    private static boolean endsLike(byte[] body, byte[] pixels) {
        for (int start = 0; start + pixels.length <= body.length && start < 1_000; start++) {
            if (Arrays.equals(body, start, start + pixels.length, pixels, 0, pixels.length)) {
                return true;
            }
        }
        return false;
    }

    /** Each with a window of its own, so that nothing can have been prepared or kept. */
    private List<String> renderedDifferently() {
        List<String> paths = new ArrayList<>();
        for (int window = 0; window < WINDOWS; window++) {
            for (String path : films.main.instancePaths()) {
                paths.add(path + "/rendered?window=" + (40 + window) + ",400,linear");
            }
        }
        return paths;
    }

    private String seriesPath() {
        return "/studies/" + films.main.study() + "/series/" + films.main.series();
    }

    private static Map<String, String> json(String encoding) {
        return encoding.isEmpty()
                ? Map.of("Accept", "application/dicom+json")
                : Map.of("Accept", "application/dicom+json", "Accept-Encoding", encoding);
    }

    private void many(Row row, Peer peer, List<String> paths, Map<String, String> headers)
            throws IOException, InterruptedException {
        Wrk.Result result = wrk.load(peer, paths, headers, CLIENTS);
        report.add(row, peer.name(), result.perSecond(),
                "p50 %.1f p99 %.1f ms".formatted(result.p50() * 1_000, result.p99() * 1_000));
    }

    private void one(Row row, Peer peer, List<String> paths, Map<String, String> headers)
            throws IOException, InterruptedException {
        Wrk.Result result = wrk.load(peer, paths, headers, 1);
        report.add(row, peer.name(), result.p50(), "%.1f MB".formatted(result.bytes() / 1e6));
    }
}
