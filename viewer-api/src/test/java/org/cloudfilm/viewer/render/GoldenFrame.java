package org.cloudfilm.viewer.render;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.cloudfilm.storage.film.HeldBytes;
import org.cloudfilm.storage.film.dicom.TransferSyntax;

/**
 * One row of {@code golden-frames.tsv}: a frame of pydicom's test files and what must come out of it.
 *
 * @param expected SHA-256 of the samples, or the kind of the refusal
 */
public record GoldenFrame(String file, int frame, long[] ranges, PixelFormat format, String expected) {

    public static final Path FOLDER = Path.of("/usr/lib/python3/dist-packages/pydicom/data/test_files");

    public static List<GoldenFrame> all() {
        try (BufferedReader rows = new BufferedReader(new InputStreamReader(
                GoldenFrame.class.getResourceAsStream("/org/cloudfilm/viewer/render/golden-frames.tsv"),
                StandardCharsets.UTF_8))) {
            return rows.lines().filter(row -> !row.startsWith("#")).map(GoldenFrame::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenFrame of(String row) {
        String[] c = row.split("\t");
        long[] ranges = Arrays.stream(c[2].split("[,-]")).mapToLong(Long::parseLong).toArray();
        int samples = Integer.parseInt(c[6]);
        PixelFormat format = new PixelFormat(
                new TransferSyntax(c[3]),
                Integer.parseInt(c[4]),
                Integer.parseInt(c[5]),
                samples,
                Integer.parseInt(c[7]),
                Integer.parseInt(c[8]),
                Integer.parseInt(c[9]),
                c[10].equals("1"),
                Photometric.of(c[11], samples),
                c[12].equals("1"),
                false);
        return new GoldenFrame(c[0], Integer.parseInt(c[1]), ranges, format, c[13]);
    }

    /** As a decoder takes it. */
    public byte[] bytes() throws IOException {
        byte[] file = Files.readAllBytes(FOLDER.resolve(file()));
        if (format.transferSyntax().deflated()) {
            file = inflated(file);
        }
        byte[] frame = new byte[0];
        for (int i = 0; i < ranges.length; i += 2) {
            int start = (int) ranges[i];
            int length = (int) ranges[i + 1] - start;
            frame = Arrays.copyOf(frame, frame.length + length);
            System.arraycopy(file, start, frame, frame.length - length, length);
        }
        if (!format.transferSyntax().bigEndian()) {
            return frame;
        }
        try (InputStream in = SwappedBytes.of(new HeldBytes(frame), format.bytesPerSample()).open()) {
            return in.readAllBytes();
        }
    }

    /** The data set begins after the file meta information, whose length its first element tells. */
    private static byte[] inflated(byte[] file) throws IOException {
        int meta = file[140] & 0xFF | (file[141] & 0xFF) << 8;
        int start = 144 + meta;
        Inflater raw = new Inflater(true);
        try (InflaterInputStream in = new InflaterInputStream(
                new ByteArrayInputStream(file, start, file.length - start), raw)) {
            return in.readAllBytes();
        } finally {
            raw.end();
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static List<GoldenFrame> compressed() {
        List<GoldenFrame> some = new ArrayList<>();
        for (GoldenFrame one : all()) {
            if (one.format.transferSyntax().encapsulated()
                    && !one.format.transferSyntax().equals(TransferSyntax.RLE_LOSSLESS)) {
                some.add(one);
            }
        }
        return some;
    }
}
