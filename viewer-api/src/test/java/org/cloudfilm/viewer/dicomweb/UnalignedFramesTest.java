package org.cloudfilm.viewer.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.DicomWriter;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.film.dicom.Vr;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that are no ranges of what is stored: of a deflated data set, and of single bits that share bytes. */
class UnalignedFramesTest {

    static final String DOCTOR = "clinician.lishui";
    static final String OCTETS = "application/octet-stream";
    static final String DEFLATED = "/studies/7.1/series/7.1.1/instances/7.1.1.1";
    static final String BITS = "/studies/7.2/series/7.2.1/instances/7.2.1.1";

    /** 100 MiB inflated, 100 KiB stored. */
    static final int FRAMES = 100;

    static final int FRAME = 1 << 20;

    static final ViewerServer server = ViewerServer.start();

    @BeforeAll
    static void fill() throws IOException {
        server.store("lishui", deflated(), 0, TransferSyntax.DEFLATED_EXPLICIT_VR_LE);
        server.store("lishui", bits().build(), TransferSyntax.EXPLICIT_VR_LE);
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, FRAMES})
    void deflated_frameHoweverFarIn_isItsPixels(int frame) {
        HttpResponse<byte[]> answer = server.get(DOCTOR, DEFLATED + "/frames/" + frame, "Accept", OCTETS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).hasSize(FRAME).containsOnly(frame);
    }

    @Test
    void deflated_framesAndRanges_areLikeThoseOfOthers() {
        HttpResponse<byte[]> two = server.get(DOCTOR, DEFLATED + "/frames/100,2");
        HttpResponse<byte[]> range =
                server.get(DOCTOR, DEFLATED + "/frames/3", "Accept", OCTETS, "Range", "bytes=1048570-");

        Multipart parts = Multipart.parse(two.headers().firstValue("Content-Type").orElseThrow(), two.body());
        assertThat(parts.pieces()).hasSize(2);
        assertThat(parts.pieces().get(0).body()).hasSize(FRAME).containsOnly(100);
        assertThat(parts.pieces().get(1).body()).hasSize(FRAME).containsOnly(2);
        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.body()).containsExactly(3, 3, 3, 3, 3, 3);
        assertThat(server.get(DOCTOR, DEFLATED + "/frames/101").statusCode()).isEqualTo(404);
    }

    @Test
    void deflated_rendered_isAPicture() {
        HttpResponse<byte[]> picture = server.get(DOCTOR, DEFLATED + "/frames/90/rendered");

        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    }

    @Test
    void deflated_convertedAndItsBulkData_areInflated() {
        HttpResponse<byte[]> converted = server.get(
                DOCTOR, DEFLATED, "Accept", "application/dicom; transfer-syntax=1.2.840.10008.1.2.1");

        assertThat(converted.statusCode()).isEqualTo(200);
        assertThat(converted.body().length).isGreaterThan(FRAMES * FRAME);
        assertThat(Arrays.copyOfRange(converted.body(), converted.body().length - FRAME, converted.body().length))
                .containsOnly(FRAMES);
    }

    /** Three frames of 5 × 5 bits: the second begins at bit 25, the third at bit 50. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void singleBits_eachFrame_beginsAtAByte(int frame) {
        HttpResponse<byte[]> answer = server.get(DOCTOR, BITS + "/frames/" + frame, "Accept", OCTETS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).hasSize(4);
        assertThat(BitSet.valueOf(answer.body())).isEqualTo(pattern().get(25 * (frame - 1), 25 * frame));
        assertThat(server.get(DOCTOR, BITS + "/frames/" + frame + "/rendered").statusCode()).isEqualTo(200);
    }

    private static BitSet pattern() {
        BitSet bits = new BitSet(75);
        for (int i = 0; i < 75; i += 1 + i % 4) {
            bits.set(i);
        }
        bits.set(74);
        return bits;
    }

    private static DatasetBuilder bits() {
        return Films.image("7.2", "7.2.1", "7.2.1.1", 1, 5, 5, 1, Arrays.copyOf(pattern().toByteArray(), 10))
                .put(Tags.NumberOfFrames, 3);
    }

    private static byte[] deflated() throws IOException {
        Dataset header = Films.image("7.1", "7.1.1", "7.1.1.1", 1, 512, 1024, 16, new byte[0])
                .put(Tags.NumberOfFrames, FRAMES)
                .remove(Tags.PixelData)
                .build();
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(deflated, new Deflater(Deflater.BEST_SPEED, true), 64 << 10)) {
            out.write(DicomWriter.bytes(header, TransferSyntax.EXPLICIT_VR_LE));
            out.write(ByteBuffer.allocate(12)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) (Tags.PixelData >>> 16))
                    .putShort((short) Tags.PixelData)
                    .put(Vr.OW.name().getBytes())
                    .putShort((short) 0)
                    .putInt(FRAMES * FRAME)
                    .array());
            byte[] frame = new byte[FRAME];
            for (int i = 1; i <= FRAMES; i++) {
                Arrays.fill(frame, (byte) i);
                out.write(frame);
            }
        }
        return deflated.toByteArray();
    }
}
