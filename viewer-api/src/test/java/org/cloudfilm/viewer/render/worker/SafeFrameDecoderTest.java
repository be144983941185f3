package org.cloudfilm.viewer.render.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.cloudfilm.viewer.render.DecodedFrame;
import org.cloudfilm.viewer.render.FrameDecodingException;
import org.cloudfilm.viewer.render.FrameDecodingException.Kind;
import org.cloudfilm.viewer.render.GoldenFrame;
import org.cloudfilm.viewer.render.PixelFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real worker processes and pydicom's test files (Debian's python3-pydicom). */
class SafeFrameDecoderTest {

    private static SafeFrameDecoder decoder;

    @BeforeAll
    static void start() {
        assumeTrue(Files.isDirectory(GoldenFrame.FOLDER), "pydicom's test files are not installed");
        decoder = new SafeFrameDecoder(WorkerLimits.defaults());
    }

    @AfterAll
    static void stop() {
        if (decoder != null) {
            decoder.close();
        }
    }

    @Test
    void decode_everyTestFileOfPydicom_samplesOfPydicomAndGdcm() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        List<GoldenFrame> all = GoldenFrame.all();
        assertThat(all).hasSizeGreaterThan(90);
        for (GoldenFrame golden : all) {
            softly.assertThat(outcome(golden)).as(golden.file() + " frame " + golden.frame()).isEqualTo(golden.expected());
        }
        softly.assertAll();
    }

    @Test
    void decode_mutatedCodestreams_errorOrPictureAndTheNextFrameIsFine() throws Exception {
        Random random = new Random(20261121);
        Map<Object, Integer> outcomes = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        List<GoldenFrame> compressed = GoldenFrame.compressed();
        for (int i = 0; i < 500; i++) {
            GoldenFrame golden = compressed.get(i % compressed.size());
            byte[] frame = mutated(golden.bytes(), random);
            Object outcome;
            try {
                DecodedFrame decoded = decoder.decode(golden.format(), frame);
                assertThat(decoded.samples()).hasSize((int) golden.format().decodedLength());
                outcome = "picture";
            } catch (FrameDecodingException e) {
                outcome = e.kind();
            }
            outcomes.merge(outcome, 1, Integer::sum);
        }
        assertThat(outcomes).containsKeys("picture", Kind.MALFORMED);
        GoldenFrame good = golden("MR_small_jp2klossless.dcm");
        assertThat(outcome(good)).isEqualTo(good.expected());
    }

    @Test
    void decode_jpeg2000ClaimingAHugeImage_refusedBeforeDecoding() throws Exception {
        GoldenFrame golden = golden("MR_small_jp2klossless.dcm");
        byte[] frame = golden.bytes();
        for (int field : new int[] {8, 12, 24, 28}) {
            frame[field + 2] = (byte) (30000 >> 8);
            frame[field + 3] = (byte) 30000;
        }
        PixelFormat same = golden.format();
        assertThatThrownBy(() -> decoder.decode(same, frame))
                .isInstanceOfSatisfying(
                        FrameDecodingException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE));
        PixelFormat lying = new PixelFormat(same.transferSyntax(), 30000, 30000, 1, 16, 16, 15, true,
                same.photometric(), false, false);
        assertThatThrownBy(() -> decoder.decode(lying, frame))
                .isInstanceOfSatisfying(
                        FrameDecodingException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE));
    }

    private static GoldenFrame golden(String file) {
        return GoldenFrame.all().stream().filter(one -> one.file().equals(file)).findFirst().orElseThrow();
    }

    private static String outcome(GoldenFrame golden) throws Exception {
        try {
            byte[] samples = decoder.decode(golden.format(), golden.bytes()).samples();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(samples));
        } catch (FrameDecodingException e) {
            return e.kind().name();
        }
    }

    /** A few flipped bytes, or a cut, or a piece moved. */
    private static byte[] mutated(byte[] frame, Random random) {
        byte[] copy = frame.clone();
        switch (random.nextInt(4)) {
            case 0 -> copy = Arrays.copyOf(copy, 1 + random.nextInt(copy.length));
            case 1 -> {
                int from = random.nextInt(copy.length);
                int to = random.nextInt(copy.length);
                int length = random.nextInt(Math.min(64, copy.length - Math.max(from, to)) + 1);
                System.arraycopy(frame, from, copy, to, length);
            }
            default -> {
                // past the dimensions more often than in them, so that decoders see it
                for (int n = 1 + random.nextInt(8); n > 0; n--) {
                    copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
                }
            }
        }
        return copy;
    }
}
