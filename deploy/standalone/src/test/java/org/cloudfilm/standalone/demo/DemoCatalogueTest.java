package org.cloudfilm.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.InstanceIds;
import org.cloudfilm.storage.film.SeriesUid;
import org.cloudfilm.storage.film.SopInstanceUid;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DicomWriter;
import org.cloudfilm.storage.film.dicom.Part10;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoCatalogueTest {

    private static final Hospitals HOSPITALS = new Hospitals(List.of(
            new Hospital(new HospitalId("lishui"), "丽水市中心医院", "Lishui", List.of("LISHUI"), List.of()),
            new Hospital(new HospitalId("jinyun"), "缙云县人民医院", "Jinyun", List.of("JINYUN"), List.of())));

    static Stream<DemoStudy> studies() {
        return DemoCatalogue.studies(HOSPITALS, LocalDate.of(2026, 11, 22)).stream();
    }

    @ParameterizedTest
    @MethodSource("studies")
    void image_ofEverySeries_passesDciodvfy(DemoStudy study, @TempDir Path directory) throws Exception {
        for (int number = 1; number <= study.series().size(); number++) {
            Path file = directory.resolve(number + ".dcm");
            Files.write(file, part10(study.image(number, study.series().get(number - 1).images() / 2)));

            assertThat(dciodvfy(file)).doesNotContain("Error");
        }
    }

    @ParameterizedTest
    @MethodSource("studies")
    void image_madeTwice_hasTheSameBytes(DemoStudy study) {
        assertThat(DicomWriter.bytes(study.image(1, 0), TransferSyntax.EXPLICIT_VR_LE))
                .isEqualTo(DicomWriter.bytes(study.image(1, 0), TransferSyntax.EXPLICIT_VR_LE));
    }

    @ParameterizedTest
    @MethodSource("studies")
    void image_any_saysThatItIsSynthetic(DemoStudy study) {
        Dataset image = study.image(1, 0);

        assertThat(image.string(Tags.Manufacturer)).contains("Cloudfilm synthetic");
        assertThat(image.string(DemoStudy.tag("ImageComments")).orElseThrow()).startsWith("SYNTHETIC");
    }

    @Test
    void studies_uids_areUniqueAndValid() {
        Set<String> uids = new HashSet<>();
        studies().forEach(study -> {
            Dataset first = study.image(1, 0);
            assertThat(uids.add(new StudyUid(first.string(Tags.StudyInstanceUID).orElseThrow()).value())).isTrue();
            assertThat(uids.add(first.string(Tags.SOPInstanceUID).orElseThrow())).isTrue();
        });
    }

    @Test
    void studies_ofThePatientWhoSignsIn_areInBothHospitals() {
        assertThat(studies().filter(study -> study.patient().residentId().isPresent())
                        .map(study -> study.hospital().id().value()))
                .contains("lishui", "jinyun");
    }

    private static byte[] part10(Dataset image) throws Exception {
        InstanceIds ids = new InstanceIds(
                new StudyUid(image.string(Tags.StudyInstanceUID).orElseThrow()),
                new SeriesUid(image.string(Tags.SeriesInstanceUID).orElseThrow()),
                new SopInstanceUid(image.string(Tags.SOPInstanceUID).orElseThrow()),
                image.string(Tags.SOPClassUID).orElseThrow());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Part10.header(ids, TransferSyntax.EXPLICIT_VR_LE,
                new Arrival(new HospitalId("lishui"), Arrival.Via.DIMSE, "LISHUI")));
        DicomWriter.write(image, TransferSyntax.EXPLICIT_VR_LE, out);
        return out.toByteArray();
    }

    private static String dciodvfy(Path file) throws Exception {
        Process process = new ProcessBuilder("dciodvfy", file.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
