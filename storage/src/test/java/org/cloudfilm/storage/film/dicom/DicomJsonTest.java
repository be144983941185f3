package org.cloudfilm.storage.film.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DicomJsonTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void text_namesNumbersSequences_asAnnexFSays() {
        Dataset dataset = Dataset.builder()
                .put(Tags.PatientName, "Zhang^San=张^三", "^")
                .put(Tags.PatientID, "a\"b")
                .empty(Tags.PatientSex)
                .put(Tags.ImageType, "DERIVED", "", "MPR")
                .put(Tags.SliceThickness, "+01.50 ")
                .put(Tags.Rows, 512)
                .put(Tags.RequestAttributesSequence, Dataset.builder().put(Tags.RequestedProcedureID, "R1").build(), Dataset.EMPTY)
                .empty(Tags.ReferencedStudySequence)
                .build();
        assertThat(json(dataset)).isEqualTo("{\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 192\"]},"
                + "\"00080008\":{\"vr\":\"CS\",\"Value\":[\"DERIVED\",null,\"MPR\"]},"
                + "\"00081110\":{\"vr\":\"SQ\"},"
                + "\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Zhang^San\",\"Ideographic\":\"张^三\"},null]},"
                + "\"00100020\":{\"vr\":\"LO\",\"Value\":[\"a\\\"b\"]},"
                + "\"00100040\":{\"vr\":\"CS\"},"
                + "\"00180050\":{\"vr\":\"DS\",\"Value\":[1.50]},"
                + "\"00280010\":{\"vr\":\"US\",\"Value\":[512]},"
                + "\"00400275\":{\"vr\":\"SQ\",\"Value\":[{\"00401001\":{\"vr\":\"SH\",\"Value\":[\"R1\"]}},{}]}}");
    }

    @Test
    void binary_smallInlineLargeByReference() {
        byte[] bytes = Samples.explicit(Samples.image(32, 32, 1)
                .put(0x00091010, Vr.OB, new byte[] {1, 2, 3, 4})
                .put(Tags.PixelData, Vr.OW, new byte[2048]));
        Dataset header = Samples.scan(bytes, TransferSyntax.EXPLICIT_VR_LE).shifted(500).header();
        assertThat(json(header))
                .contains("\"00091010\":{\"vr\":\"OB\",\"InlineBinary\":\"AQIDBA==\"}")
                .endsWith("\"7FE00010\":{\"vr\":\"OW\",\"BulkDataURI\":\"/bulk/"
                        + (500 + bytes.length - 2048) + "-2048\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "DS, 1.5, 1.5", "DS, -.5, -0.5", "DS, 5., 5", "DS, 1E-3, 1e-3", "DS, 007, 7", "DS, +2, 2", "DS, 0, 0",
        "DS, 1E999, '\"1E999\"'", "DS, abc, '\"abc\"'", "DS, '1,5', '\"1,5\"'", "DS, ., '\".\"'", "IS, 1A, '\"1A\"'",
        "UV, 9007199254740992, 9007199254740992", "UV, 18446744073709551615, '\"18446744073709551615\"'",
        "SV, -9223372036854775808, '\"-9223372036854775808\"'", "SL, -5, -5", "UL, 4294967295, 4294967295",
        "FD, 1e300, 1.0e300", "FL, -11.2, -11.2", "FL, NaN, '\"NaN\"'", "AT, 00280010, '\"00280010\"'"
    })
    void number_asNumberWhereReadersGetItRight_elseAsText(String vr, String value, String json) {
        Dataset dataset = Dataset.builder().put(0x00720001, Vr.valueOf(vr), value).build();
        assertThat(json(dataset)).isEqualTo("{\"00720001\":{\"vr\":\"" + vr + "\",\"Value\":[" + json + "]}}");
    }

    @Test
    void text_controlCharactersAndSupplementaryPlanes_validJson() throws IOException {
        String text = "𠀀\u0001\t\u007f\\\"龘";
        Dataset dataset = Dataset.builder().put(Tags.PatientComments, text).build();
        assertThat(MAPPER.readTree(json(dataset)).at("/00104000/Value/0").asText()).isEqualTo(text);
    }

    @Test
    void groupLengthsAndFileMeta_leftOut() {
        Dataset dataset = Dataset.builder()
                .put(Tags.TransferSyntaxUID, "1.2").put(0x00080000, Vr.UL, 10).put(Tags.PatientID, "1").build();
        assertThat(json(dataset)).isEqualTo("{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"1\"]}}");
    }

    /** DCMTK on the same files; it writes pixel data inline and floats with the digits of a double. */
    @ParameterizedTest
    @ValueSource(strings = {
        "test_files/CT_small.dcm", "test_files/MR_small.dcm", "test_files/MR_small_implicit.dcm",
        "test_files/MR_small_bigendian.dcm", "test_files/liver_1frame.dcm", "test_files/rtplan.dcm",
        "test_files/rtdose_expb.dcm", "test_files/reportsi.dcm", "test_files/test-SR.dcm",
        "test_files/waveform_ecg.dcm", "test_files/SC_rgb_small_odd.dcm", "test_files/image_dfl.dcm",
        "charset_files/chrFrenMulti.dcm", "charset_files/chrGreek.dcm", "charset_files/chrRuss.dcm",
        "charset_files/chrI2.dcm", "charset_files/chrX1.dcm", "charset_files/chrX2.dcm"
    })
    void pydicomFile_sameAsDcmtk(String name) throws Exception {
        Path file = PydicomFiles.path(name);
        JsonNode ours = MAPPER.readTree(json(PydicomFiles.dataSet(name).scan(1 << 16).header()));
        assertThat(differences("", normal(ours), normal(dcm2json(file)))).isEmpty();
    }

    private static JsonNode dcm2json(Path file) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder("dcm2json", file.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException notInstalled) {
            if (System.getenv("CI") != null) {
                fail("dcm2json (dcmtk) is not installed");
            }
            assumeTrue(false, "dcm2json (dcmtk) is not installed");
            throw notInstalled;
        }
        JsonNode tree = MAPPER.readTree(process.getInputStream());
        assertThat(process.waitFor()).isZero();
        return tree;
    }

    /** Without group lengths, file meta information and binary values, which are written differently on purpose. */
    private static JsonNode normal(JsonNode dataset) {
        ObjectNode normal = MAPPER.createObjectNode();
        dataset.properties().forEach(entry -> {
            String tag = entry.getKey();
            if (!tag.startsWith("0002") && !tag.endsWith("0000")) {
                ObjectNode element = entry.getValue().deepCopy();
                element.remove(List.of("InlineBinary", "BulkDataURI"));
                boolean sequence = element.path("vr").asText().equals("SQ");
                for (int i = 0; sequence && i < element.path("Value").size(); i++) {
                    element.withArray("Value").set(i, normal(element.path("Value").get(i)));
                }
                normal.set(tag, element);
            }
        });
        return normal;
    }

    private static List<String> differences(String at, JsonNode ours, JsonNode theirs) {
        List<String> found = new ArrayList<>();
        if (ours.isNumber() && theirs.isNumber()) {
            double bound = 1e-6 * Math.abs(theirs.asDouble());
            if (Math.abs(ours.asDouble() - theirs.asDouble()) > bound) {
                found.add(at + ": " + ours + " " + theirs);
            }
        } else if (ours.isObject() && theirs.isObject() && names(ours).equals(names(theirs))) {
            for (Map.Entry<String, JsonNode> entry : ours.properties()) {
                found.addAll(differences(at + "/" + entry.getKey(), entry.getValue(), theirs.get(entry.getKey())));
            }
        } else if (ours.isArray() && ours.size() == theirs.size()) {
            for (int i = 0; i < ours.size(); i++) {
                found.addAll(differences(at + "/" + i, ours.get(i), theirs.get(i)));
            }
        } else if (!ours.equals(theirs)) {
            found.add(at + ": " + ours + " " + theirs);
        }
        return found;
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).sorted().toList();
    }

    private static String json(Dataset dataset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            DicomJson.write(dataset, out, "/bulk/");
        } catch (IOException inMemory) {
            throw new AssertionError(inMemory);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
