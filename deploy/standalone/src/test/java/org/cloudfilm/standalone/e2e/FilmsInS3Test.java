package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.standalone.e2e.RunningS3.READ_OF_A_PACK;
import static org.cloudfilm.standalone.e2e.RunningS3.WRITE_OF_A_PACK;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.cloudfilm.storage.object.FaultyWire.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A whole Cloudfilm whose packs lie in an S3 store, which is sometimes busy and sometimes says nothing. */
class FilmsInS3Test {

    private static final String DICOM = "multipart/related; type=\"application/dicom\"; transfer-syntax=*";

    @TempDir
    Path directory;

    private RunningS3 s3;
    private RunningCloudfilm cloudfilm;

    @BeforeEach
    void start() throws Exception {
        s3 = RunningS3.start();
        cloudfilm = RunningCloudfilm.start(directory, s3.asSettings());
    }

    @AfterEach
    void stop() throws Exception {
        cloudfilm.close();
        s3.close();
    }

    @Test
    void film_sealedIntoTheStore_isReadRestartedVerifiedAndFoundAgain() throws Exception {
        Slices film = new Slices(1001, 3, 64);
        // of more than one request
        Slices large = new Slices(1002, 2, 2048);
        cloudfilm.storescu("LISHUI", film.write(directory)).succeeded();
        cloudfilm.storescu("LISHUI", large.write(directory)).succeeded();
        assertAllIsRead(film);
        s3.awaitPacks(2);
        assertAllIsRead(film);

        cloudfilm.close();
        cloudfilm.start();
        assertAllIsRead(film);
        assertThat(frame(large, 1).body()).isEqualTo(large.pixels(1));
        cloudfilm.close();
        assertThat(cloudfilm.command("verify").succeeded()).contains("5 instances", "All is well.");

        FileSystemUtils.deleteRecursively(cloudfilm.data().resolve("postgres"));
        FileSystemUtils.deleteRecursively(cloudfilm.data().resolve("films"));
        assertThat(cloudfilm.command("rebuild-catalog").succeeded()).contains("5 instances", "All is well.");
        cloudfilm.start();
        assertAllIsRead(film);
        assertThat(frame(large, 0).body()).isEqualTo(large.pixels(0));
    }

    @Test
    void store_busyOrSilent_costsTimeAndNothingElse() throws Exception {
        Slices old = new Slices(1011, 2, 64);
        cloudfilm.storescu("LISHUI", old.write(directory)).succeeded();
        s3.awaitPacks(1);
        // what has just been brought there is still read here for two minutes
        cloudfilm.close();
        FileSystemUtils.deleteRecursively(cloudfilm.data().resolve("films"));
        cloudfilm.start();
        assertThat(frame(old, 0).body()).isEqualTo(old.pixels(0));

        s3.wire().breakWith(Fault.BUSY, Integer.MAX_VALUE, READ_OF_A_PACK.or(WRITE_OF_A_PACK));
        HttpResponse<byte[]> busy = frame(old, 0);
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(busy.headers().firstValue("Retry-After")).isPresent();
        assertThat(new String(busy.body(), StandardCharsets.UTF_8)).contains("\"status\":503").doesNotContain("pack");
        Slices young = new Slices(1012, 2, 64);
        assertThat(cloudfilm.storescu("LISHUI", young.write(directory)).succeeded()).contains("(Success)");
        assertWorksWithoutTheStore(old, young);

        s3.wire().breakWith(Fault.SILENT, 2, READ_OF_A_PACK.or(WRITE_OF_A_PACK));
        CompletableFuture<byte[]> late = CompletableFuture.supplyAsync(() -> {
            try {
                return frame(old, 1).body();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertWorksWithoutTheStore(old, young);
        assertThat(late.get()).isEqualTo(old.pixels(1));
        s3.awaitPacks(2);
        assertThat(s3.wire().faultsSeen()).isEqualTo(2);
        cloudfilm.close();
        assertThat(cloudfilm.command("verify").succeeded()).contains("4 instances", "All is well.");
        cloudfilm.start();
        assertThat(frame(young, 1).body()).isEqualTo(young.pixels(1));
    }

    private void assertWorksWithoutTheStore(Slices old, Slices young) throws Exception {
        assertThat(cloudfilm.json("doctor-wang", "/dicom-web/studies")).contains(old.study(), young.study());
        assertThat(frame(young, 0).body()).isEqualTo(young.pixels(0));
        assertThat(cloudfilm.get(null, "/actuator/health", "*/*").statusCode()).isEqualTo(200);
    }

    private void assertAllIsRead(Slices film) throws Exception {
        String study = "/dicom-web/studies/" + film.study();
        assertThat(frame(film, 2).body()).isEqualTo(film.pixels(2));
        assertThat(new String(get(study, DICOM).body(), StandardCharsets.ISO_8859_1)).contains(
                new String(film.pixels(0), StandardCharsets.ISO_8859_1), new String(film.pixels(2), StandardCharsets.ISO_8859_1));
        assertThat(cloudfilm.json("doctor-wang", study + "/metadata")).contains(film.instance(0), film.instance(2));
        HttpResponse<byte[]> picture = get(instance(film, 0) + "/rendered", "image/png");
        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.body()).startsWith(0x89, 'P', 'N', 'G');
    }

    private static String instance(Slices film, int index) {
        return "/dicom-web/studies/" + film.study() + "/series/" + film.series() + "/instances/" + film.instance(index);
    }

    private HttpResponse<byte[]> frame(Slices film, int index) throws Exception {
        return get(instance(film, index) + "/frames/1", "application/octet-stream");
    }

    private HttpResponse<byte[]> get(String path, String accept) throws Exception {
        return cloudfilm.get("doctor-wang", path, accept);
    }
}
