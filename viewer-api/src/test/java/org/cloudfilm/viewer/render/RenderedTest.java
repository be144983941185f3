package org.cloudfilm.viewer.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.consent.TestPermits;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.Part10;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.film.dicom.Vr;
import org.cloudfilm.viewer.dicomweb.ViewerServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Pictures as a browser gets them: real Tomcat, archive, database and workers. */
class RenderedTest {

    private static final String DOCTOR = "clinician.lishui";
    private static final String STUDY = "/studies/1.2.3";
    private static final String SERIES = STUDY + "/series/1.2.3.1";
    private static final String FIRST = SERIES + "/instances/1.2.3.1.1";
    private static final String PNG = "image/png";
    private static final String JPEG = "image/jpeg";

    private static final ViewerServer server = ViewerServer.start();

    @BeforeAll
    static void fill() {
        for (int i = 1; i <= 3; i++) {
            server.store("lishui", ramp("1.2.3", "1.2.3.1", "1.2.3.1." + i, i).build(), TransferSyntax.EXPLICIT_VR_LE);
        }
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    @Test
    void rendered_png_theWindowOfTheImageExactly() throws Exception {
        HttpResponse<byte[]> answer = server.get(DOCTOR, FIRST + "/rendered", "Accept", PNG);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(PNG);
        // stored 0…63 are -1000…-937 HU, the window runs from -984 to -968
        BufferedImage image = image(answer);
        for (int x = 0; x < 64; x++) {
            int expected = (int) (Math.clamp((x - 16) / 16.0, 0, 1) * 255 + 0.5);
            assertThat(image.getRaster().getSample(x, 1, 0)).as("column " + x).isEqualTo(expected);
        }
    }

    @Test
    void rendered_windowOfTheRequest_insteadOfTheImagesOwn() throws Exception {
        BufferedImage image = image(server.get(
                DOCTOR, FIRST + "/frames/1/rendered?window=-968,32,linear-exact&accept=image/png"));
        assertThat(image.getRaster().getSample(32, 1, 0)).isEqualTo(128);
        assertThat(image.getRaster().getSample(48, 1, 0)).isEqualTo(255);
        assertThat(image.getRaster().getSample(15, 1, 0)).isZero();
    }

    @Test
    void rendered_viewport_fitsAndKeepsTheRatio() throws Exception {
        HttpResponse<byte[]> answer = server.get(DOCTOR, FIRST + "/rendered?viewport=128,1000&quality=40");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(JPEG);
        assertThat(image(answer).getWidth()).isEqualTo(128);
        assertThat(image(answer).getHeight()).isEqualTo(128);
    }

    @Test
    void rendered_whatMeansNothing_400SaysWhat() {
        for (String query : new String[] {"window=1", "window=1,0,linear", "window=a,b", "quality=0", "viewport=0,0"}) {
            HttpResponse<byte[]> answer = server.get(DOCTOR, FIRST + "/rendered?" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(text(answer)).startsWith(
                    "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"" + query.split("=")[0]);
        }
    }

    @Test
    void rendered_typeNobodyMakes_406() {
        HttpResponse<byte[]> answer = server.get(DOCTOR, FIRST + "/rendered", "Accept", "image/webp");
        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(text(answer))
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Acceptable\",\"status\":406,"
                        + "\"detail\":\"pictures are image/jpeg or image/png here\"}");
        assertThat(server.get(DOCTOR, FIRST + "/rendered", "Accept", "image/webp,image/*;q=0.8,*/*;q=0.5")
                        .headers()
                        .firstValue("Content-Type"))
                .hasValue(JPEG);
    }

    @Test
    void rendered_absentOrOfAnotherHospital_theSame404() {
        HttpResponse<byte[]> foreign = server.get("clinician.jinyun", FIRST + "/rendered");
        HttpResponse<byte[]> absent = server.get(DOCTOR, "/studies/9.9.9/rendered");
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(absent.statusCode()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(absent.body());
        assertThat(foreign.headers().map().keySet()).isEqualTo(absent.headers().map().keySet());
        assertThat(server.get("", FIRST + "/rendered").statusCode()).isEqualTo(401);
    }

    @Test
    void rendered_frameThatIsNotThere_404() {
        assertThat(server.get(DOCTOR, FIRST + "/frames/2/rendered").statusCode()).isEqualTo(404);
        assertThat(server.get(DOCTOR, FIRST + "/frames/0/rendered").statusCode()).isEqualTo(400);
    }

    @Test
    void rendered_knownAlready_304() {
        HttpResponse<byte[]> first = server.get(DOCTOR, FIRST + "/rendered");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(server.get(DOCTOR, FIRST + "/rendered", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(server.get(DOCTOR, FIRST + "/rendered?quality=50", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @Test
    void rendered_series_aPartForEveryFrameInOrder() {
        HttpResponse<byte[]> answer =
                server.get(DOCTOR, SERIES + "/rendered", "Accept", "multipart/related; type=\"image/png\"");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("multipart/related; type=\"image/png\"; boundary=");
        String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
        int first = body.indexOf("Content-Location: /dicom-web" + FIRST + "/frames/1/rendered");
        int third = body.indexOf("instances/1.2.3.1.3/frames/1/rendered");
        assertThat(first).isPositive().isLessThan(third);
        assertThat(body.split("Content-Type: image/png", -1)).hasSize(4);
        assertThat(body).endsWith("--\r\n");
    }

    @Test
    void rendered_seriesOfDifferentSizes_whatHasNothingInTheViewportIsAPartThatSaysSo() {
        for (int i = 1; i <= 2; i++) {
            server.store(
                    "lishui",
                    image("1.2.8", "1.2.8.1", "1.2.8.1." + i, i, 64 / i, 64 / i, new byte[2 * 64 * 64 / i / i]).build(),
                    TransferSyntax.EXPLICIT_VR_LE);
        }
        HttpResponse<byte[]> answer = server.get(DOCTOR, "/studies/1.2.8/series/1.2.8.1/rendered?viewport=16,16,40,40");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1))
                .containsSubsequence("Content-Type: image/jpeg", "Content-Type: application/problem+json",
                        "instances/1.2.8.1.2/", "\"status\":400,\"detail\":\"viewport lies outside the image\"");
    }

    /** A browser that kept such an answer would be told for ever that it has the newest one. */
    @Test
    void rendered_seriesWhileAllDecodersAreBusy_isNoAnswerToBeKept() {
        FrameDecoder busy = new FrameDecoder() {
            @Override
            public DecodedFrame decode(PixelFormat format, byte[] frame) throws FrameDecodingException {
                throw new FrameDecodingException(FrameDecodingException.Kind.BUSY, "all decoders are busy");
            }

            @Override
            public boolean supports(PixelFormat format) {
                return true;
            }
        };
        RenderImage render = new RenderImage(server.bean(StoredFrames.class), busy, server.bean(MemoryBudget.class),
                server.bean(Painters.class), 0);
        StudyPermit permit = TestPermits.open(new StudyUid("1.2.3"));
        StoredInstance instance = server.bean(FilmReader.class).study(permit).orElseThrow()
                .series().getFirst().instances().getFirst();
        PictureParts parts = new PictureParts(render, permit, Rendering.full(ImageType.JPEG));

        assertThatThrownBy(() -> parts.answer(
                        List.of(new RenderedResources.Shown(instance, 1)),
                        new MockHttpServletRequest(),
                        new MockHttpServletResponse()))
                .isInstanceOfSatisfying(FrameDecodingException.class,
                        e -> assertThat(e.kind()).isEqualTo(FrameDecodingException.Kind.BUSY));
    }

    @Test
    void thumbnail_ofStudySeriesInstanceAndFrame_256AtMost() throws Exception {
        byte[] pixels = new byte[512 * 512 * 2];
        server.store(
                "lishui",
                image("1.2.4", "1.2.4.1", "1.2.4.1.1", 1, 512, 512, pixels).build(),
                TransferSyntax.EXPLICIT_VR_LE);
        String instance = "/studies/1.2.4/series/1.2.4.1/instances/1.2.4.1.1";
        for (String path : new String[] {
            "/studies/1.2.4", "/studies/1.2.4/series/1.2.4.1", instance, instance + "/frames/1"
        }) {
            HttpResponse<byte[]> answer = server.get(DOCTOR, path + "/thumbnail");
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(image(answer).getWidth()).isEqualTo(256);
        }
        assertThat(image(server.get(DOCTOR, FIRST + "/thumbnail")).getWidth()).isEqualTo(64);
    }

    @Test
    void rendered_noPixelsInIt_406() {
        server.store(
                "lishui",
                image("1.2.5", "1.2.5.1", "1.2.5.1.1", 1, 1, 1, new byte[2]).remove(Tags.PixelData).build(),
                TransferSyntax.EXPLICIT_VR_LE);
        assertThat(server.get(DOCTOR, "/studies/1.2.5/thumbnail").statusCode()).isEqualTo(406);
    }

    @Test
    void rendered_seriesLookedAt_preparedAndTheSame() throws Exception {
        byte[] noise = new byte[256 * 256 * 2];
        new java.util.Random(1).nextBytes(noise);
        for (int i = 1; i <= 2; i++) {
            server.store(
                    "lishui",
                    image("1.2.6", "1.2.6.1", "1.2.6.1." + i, i, 256, 256, noise).build(),
                    TransferSyntax.EXPLICIT_VR_LE);
        }
        String second = "/studies/1.2.6/series/1.2.6.1/instances/1.2.6.1.2";
        byte[] full = server.get(DOCTOR, second + "/rendered").body();
        byte[] thumbnail = server.get(DOCTOR, second + "/thumbnail").body();
        awaitPrepared();
        assertThat(server.objects().list("derived/", Optional.empty(), 1000).entries()).isNotEmpty();
        assertThat(prepared("1.2.6")).isPresent();
        assertThat(server.get(DOCTOR, second + "/rendered").body()).isEqualTo(full);
        assertThat(server.get(DOCTOR, second + "/thumbnail").body()).isEqualTo(thumbnail);

        // the objects may go at any time
        for (var one : server.objects().list("derived/", Optional.empty(), 1000).entries()) {
            server.objects().delete(one.key());
        }
        assertThat(server.get(DOCTOR, second + "/rendered").body()).isEqualTo(full);
    }

    @Test
    void rendered_everyTestFileOfPydicom_decodedAsPydicomAndGdcmDo() throws Exception {
        assumeTrue(Files.isDirectory(GoldenFrame.FOLDER), "pydicom's test files are not installed");
        StoredFrames frames = server.bean(StoredFrames.class);
        SoftAssertions softly = new SoftAssertions();
        for (GoldenFrame golden : GoldenFrame.all()) {
            // of long ones the first and the second frame
            if (golden.frame() > 2) {
                continue;
            }
            byte[] file = Files.readAllBytes(GoldenFrame.FOLDER.resolve(golden.file()));
            if (golden.expected().length() != 64 || unstorable(golden)) {
                continue;
            }
            StoredInstance instance = stored(file, golden);
            StudyPermit permit = TestPermits.open(instance.study());
            String name = golden.file() + " frame " + golden.frame();
            softly.assertThat(GoldenFrame.sha256(
                            frames.decoded(permit, instance, golden.frame()).samples()))
                    .as(name)
                    .isEqualTo(golden.expected());
            HttpResponse<byte[]> picture = server.get(
                    DOCTOR,
                    "/studies/" + instance.study() + "/series/" + instance.series() + "/instances/" + instance.uid()
                            + "/frames/" + golden.frame() + "/rendered");
            softly.assertThat(picture.statusCode()).as(name).isEqualTo(200);
        }
        softly.assertAll();
    }

    @Test
    void rendered_codestreamThatLies_422AndTheOthersUnharmed() throws Exception {
        assumeTrue(Files.isDirectory(GoldenFrame.FOLDER), "pydicom's test files are not installed");
        byte[] file = Files.readAllBytes(GoldenFrame.FOLDER.resolve("JPEG2000-embedded-sequence-delimiter.dcm"));
        server.storeFile("lishui", file);
        Dataset ids = header(file);
        HttpResponse<byte[]> answer = server.get(
                DOCTOR,
                "/studies/" + ids.string(Tags.StudyInstanceUID, "") + "/series/"
                        + ids.string(Tags.SeriesInstanceUID, "") + "/instances/" + ids.string(Tags.SOPInstanceUID, "")
                        + "/rendered");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(text(answer)).startsWith(
                "{\"type\":\"about:blank\",\"title\":\"Unprocessable Content\",\"status\":422,\"detail\":\"JPEG 2000");
        assertThat(server.get(DOCTOR, FIRST + "/rendered").statusCode()).isEqualTo(200);
    }

    /** The archive keeps what a reader can find frames in. */
    private static boolean unstorable(GoldenFrame golden) {
        return golden.file().startsWith("JPEG2000-embedded");
    }

    private static StoredInstance stored(byte[] file, GoldenFrame golden) {
        server.storeFile("lishui", file);
        Dataset header = header(file);
        StudyPermit permit = TestPermits.open(study(file));
        String uid = header.string(Tags.SOPInstanceUID, "");
        return server.bean(FilmReader.class).study(permit).orElseThrow().series().stream()
                .flatMap(series -> series.instances().stream())
                .filter(one -> one.uid().value().equals(uid))
                .findFirst()
                .orElseThrow(() -> new AssertionError(golden.file()));
    }

    private static StudyUid study(byte[] file) {
        return new StudyUid(header(file).string(Tags.StudyInstanceUID, ""));
    }

    private static Dataset header(byte[] file) {
        Part10.Meta meta = Part10.parse(file);
        try (var in = new ByteArrayInputStream(file, meta.length(), file.length - meta.length())) {
            return org.cloudfilm.storage.film.dicom.DicomReader.read(in, meta.transferSyntax(), 1 << 26)
                    .header();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Optional<PreparedPictures.Stored> prepared(String study) {
        StudyPermit permit = TestPermits.open(new StudyUid(study));
        var series = server.bean(FilmReader.class).study(permit).orElseThrow().series().getFirst();
        return server.bean(PreparedPictures.class)
                .find(permit, series, series.instances().getFirst(), 1, false);
    }

    private static void awaitPrepared() throws InterruptedException {
        PreparedPictures pictures = server.bean(PreparedPictures.class);
        for (int i = 0; i < 1000 && !pictures.idle(); i++) {
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
        }
        assertThat(pictures.idle()).isTrue();
    }

    private static BufferedImage image(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        return ReadPicture.of(answer.body());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** 64 × 64, every row 0 to 63. */
    private static DatasetBuilder ramp(String study, String series, String instance, int number) {
        ByteBuffer pixels = ByteBuffer.allocate(64 * 64 * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 64 * 64; i++) {
            pixels.putShort((short) (i % 64));
        }
        return image(study, series, instance, number, 64, 64, pixels.array())
                .put(Tags.RescaleIntercept, "-1000")
                .put(Tags.RescaleSlope, "1")
                .put(Tags.WindowCenter, "-976", "0")
                .put(Tags.WindowWidth, "16", "2000")
                .put(Tags.VOILUTFunction, "LINEAR_EXACT");
    }

    private static DatasetBuilder image(
            String study, String series, String instance, int number, int rows, int columns, byte[] pixels) {
        return Dataset.builder()
                .put(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
                .put(Tags.SOPInstanceUID, instance)
                .put(Tags.StudyInstanceUID, study)
                .put(Tags.SeriesInstanceUID, series)
                .put(Tags.Modality, "CT")
                .put(Tags.PatientID, "P1")
                .put(Tags.SeriesNumber, 1)
                .put(Tags.InstanceNumber, number)
                .put(Tags.SamplesPerPixel, 1)
                .put(Tags.PhotometricInterpretation, "MONOCHROME2")
                .put(Tags.Rows, rows)
                .put(Tags.Columns, columns)
                .put(Tags.BitsAllocated, 16)
                .put(Tags.BitsStored, 16)
                .put(Tags.HighBit, 15)
                .put(Tags.PixelRepresentation, 0)
                .put(Tags.PixelData, Vr.OW, pixels);
    }
}
