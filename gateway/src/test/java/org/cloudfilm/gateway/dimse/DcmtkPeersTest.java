package org.cloudfilm.gateway.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.cloudfilm.gateway.testing.Ct;
import org.cloudfilm.gateway.testing.Dcmtk;
import org.cloudfilm.gateway.testing.InMemoryFilms.Kept;
import org.cloudfilm.storage.film.InstanceIds;
import org.cloudfilm.storage.film.dicom.DicomWriter;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DCMTK's tools as hospitals use them. */
class DcmtkPeersTest {

    private static final List<String> TITLES = List.of("-aet", "LISHUI", "-aec", "CLOUDFILM");

    @TempDir
    Path directory;

    private final TestScp scp = new TestScp();

    @AfterEach
    void stop() {
        scp.close();
    }

    @Test
    void echoscu_known_succeeds() {
        Dcmtk.Result echo = Dcmtk.run(
                "echoscu", "-v", "-aet", "LISHUI", "-aec", "CLOUDFILM", "127.0.0.1", Integer.toString(scp.port()));
        assertThat(echo.output()).contains("Received Echo Response (Success)");
        assertThat(echo.exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "NOBODY,    CLOUDFILM, Calling AE Title Not Recognized",
        "ELSEWHERE, CLOUDFILM, Calling AE Title Not Recognized",
        "LISHUI,    ORTHANC,   Called AE Title Not Recognized"
    })
    void echoscu_unknown_toldWhy(String calling, String called, String reason) {
        Dcmtk.Result echo = Dcmtk.run(
                "echoscu", "-aet", calling, "-aec", called, "127.0.0.1", Integer.toString(scp.port()));
        assertThat(echo.output()).contains(reason);
        assertThat(echo.exit()).isNotZero();
    }

    @Test
    void storescu_directory_everyByteKept() throws IOException {
        Ct.files(directory, 20, 256);
        assertThat(send(List.of("+sd"), directory).exit()).isZero();
        assertThat(scp.films.kept()).hasSize(20);
        for (int number = 1; number <= 20; number++) {
            Kept kept = scp.films.kept().get(Ct.SERIES + "." + number);
            assertThat(kept.bytes()).isEqualTo(Ct.dataSet(number, 256));
            assertThat(kept.arrival().sender()).isEqualTo("LISHUI");
        }
    }

    @Test
    void storescu_severalAtOnce_allKept() {
        Ct.files(directory, 40, 128);
        List<Dcmtk.Running> senders = IntStream.range(0, 4)
                .mapToObj(part -> IntStream.rangeClosed(part * 10 + 1, part * 10 + 10)
                        .mapToObj(number -> directory.resolve("ct-%04d.dcm".formatted(number)).toString())
                        .toList())
                .map(files -> Dcmtk.start(Dcmtk.storescu(scp.port(), TITLES, files)))
                .toList();
        assertThat(senders).allSatisfy(sender -> assertThat(sender.await().exit()).isZero());
        assertThat(scp.films.kept()).hasSize(40);
        assertThat(scp.trail.entries()).hasSize(4);
    }

    /** Uncompressed slices leave as DCMTK is told to offer them; what it cannot convert losslessly it would not send. */
    @ParameterizedTest
    @CsvSource({
        "-x=, 1.2.840.10008.1.2.1",
        "-xe, 1.2.840.10008.1.2.1",
        "-xi, 1.2.840.10008.1.2",
        "-xd, 1.2.840.10008.1.2.1.99"
    })
    void storescu_proposesUncompressed_keptInThatSyntax(String option, String expected) throws IOException {
        Ct.files(directory, 2, 64);
        assertThat(send(List.of("+sd", option), directory).exit()).isZero();
        assertThat(scp.films.kept().values())
                .hasSize(2)
                .allSatisfy(kept -> assertThat(kept.transferSyntax().uid()).isEqualTo(expected));
    }

    /** A file whose syntax DCMTK proposes is sent as it is, also when others are proposed in the same context. */
    @ParameterizedTest
    @CsvSource({
        "-xs, 1.2.840.10008.1.2.4.70",
        "-xy, 1.2.840.10008.1.2.4.50",
        "-xx, 1.2.840.10008.1.2.4.51",
        "-xv, 1.2.840.10008.1.2.4.90",
        "-xw, 1.2.840.10008.1.2.4.91",
        "-xt, 1.2.840.10008.1.2.4.80",
        "-xu, 1.2.840.10008.1.2.4.81",
        "-xm, 1.2.840.10008.1.2.4.100",
        "-xh, 1.2.840.10008.1.2.4.101",
        "-xr, 1.2.840.10008.1.2.5"
    })
    void storescu_proposesCompressed_keptAsSent(String option, String transferSyntax) throws IOException {
        byte[] dataSet = encapsulated(Ct.ids(1));
        Path file = directory.resolve("compressed.dcm");
        Files.write(file, Ct.file(Ct.ids(1), new TransferSyntax(transferSyntax), dataSet));
        assertThat(send(List.of(option), file).output()).isEmpty();
        Kept kept = scp.films.kept().get(Ct.SERIES + ".1");
        assertThat(kept.transferSyntax().uid()).isEqualTo(transferSyntax);
        assertThat(kept.bytes()).isEqualTo(dataSet);
    }

    /** An original that is not compressed must not be compressed with loss because a context also offers that. */
    @Test
    void storescu_combinesLossyAndUncompressed_originalArrives() {
        Ct.files(directory, 1, 64);
        assertThat(send(List.of("+sd", "-xy", "+C"), directory).exit()).isZero();
        assertThat(scp.films.kept().values())
                .singleElement()
                .satisfies(kept -> assertThat(kept.bytes()).isEqualTo(Ct.dataSet(1, 64)));
    }

    @Test
    void dcmsend_privateSopClass_kept() throws IOException {
        String privateClass = "1.3.46.670589.5.0.1";
        byte[] dataSet = DicomWriter.bytes(
                Ct.slice(1, 16).put(0x00080016, privateClass).build(), TransferSyntax.EXPLICIT_VR_LE);
        InstanceIds ids = new InstanceIds(
                Ct.ids(1).study(), Ct.ids(1).series(), Ct.ids(1).instance(), privateClass);
        Path file = directory.resolve("private.dcm");
        Files.write(file, Ct.file(ids, TransferSyntax.EXPLICIT_VR_LE, dataSet));
        Dcmtk.Result sent = Dcmtk.run("dcmsend", "-nuc", "-aet", "LISHUI", "-aec", "CLOUDFILM", "127.0.0.1",
                Integer.toString(scp.port()), file.toString());
        assertThat(sent.output()).isEmpty();
        assertThat(scp.films.kept()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"4096", "16384", "131072"})
    void storescu_ownPduLimit_honoured(String limit) {
        Ct.files(directory, 3, 128);
        assertThat(send(List.of("+sd", "-pdu", limit, "--max-send-pdu", limit), directory).exit()).isZero();
        assertThat(scp.films.kept()).hasSize(3);
    }

    @Test
    void storescu_repeated_storedOnce() {
        Ct.files(directory, 2, 64);
        assertThat(send(List.of("+sd", "--repeat", "2"), directory).exit()).isZero();
        assertThat(scp.films.kept()).hasSize(2);
        assertThat(scp.trail.entries()).singleElement().satisfies(entry -> assertThat(entry.reason())
                .isEqualTo("DIMSE: 2 stored, 2 already here"));
    }

    private Dcmtk.Result send(List<String> options, Path what) {
        List<String> all = new ArrayList<>(TITLES);
        all.addAll(options);
        return Dcmtk.start(Dcmtk.storescu(scp.port(), all, List.of(what.toString()))).await();
    }

    /** Pixel data of two fragments that no codec would take: nobody is to look. */
    private static byte[] encapsulated(InstanceIds ids) {
        byte[] header = DicomWriter.bytes(
                Ct.slice(1, 16).remove(0x7FE00010).build(), TransferSyntax.EXPLICIT_VR_LE);
        byte[] pixels = HexFormat.of().parseHex("e07f1000" + "4f420000" + "ffffffff"
                + "feff00e0" + "00000000"
                + "feff00e0" + "04000000" + "01020304"
                + "feffdde0" + "00000000");
        return RawPeer.concat(header, pixels);
    }
}
