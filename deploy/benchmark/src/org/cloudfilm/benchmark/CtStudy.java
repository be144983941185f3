package org.cloudfilm.benchmark;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * A synthetic CT study of one series: 512 × 512 × 16 bit slices of a noisy ellipse, with as many attributes as a
 * scanner writes. The same name always makes the same bytes.
 */
final class CtStudy {

    static final int SIDE = 512;
    static final int FRAME_BYTES = SIDE * SIDE * 2;
    private static final String CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2";
    private static final int NOISE = 1 << 16;

    private final String name;
    private final int slices;
    private final short[] noise = new short[NOISE];

    CtStudy(String name, int slices) {
        this.name = name;
        this.slices = slices;
        Random random = new Random(name.hashCode());
        for (int i = 0; i < NOISE; i++) {
            noise[i] = (short) Math.round(random.nextGaussian() * 12);
        }
    }

    int slices() {
        return slices;
    }

    String patientId() {
        return "BENCH-" + name.toUpperCase();
    }

    String study() {
        return uid("study");
    }

    String series() {
        return uid("series");
    }

    String instance(int slice) {
        return uid("instance" + slice);
    }

    /** The path of each slice below a DICOMweb root. */
    List<String> instancePaths() {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < slices; i++) {
            paths.add("/studies/" + study() + "/series/" + series() + "/instances/" + instance(i));
        }
        return paths;
    }

    /** Writes some slices as files, {@code from} inclusive to {@code to} exclusive. */
    void write(Path directory, int from, int to) throws IOException {
        Files.createDirectories(directory);
        for (int i = from; i < to; i++) {
            Files.write(directory.resolve("slice%05d.dcm".formatted(i)), slice(i).part10(CT_IMAGE, instance(i)));
        }
    }

    /** The pixels of one slice as they lie in the file: little endian. */
    byte[] pixels(int slice) {
        byte[] pixels = new byte[FRAME_BYTES];
        int grain = slice * 7919;
        for (int y = 0; y < SIDE; y++) {
            double dy = (y - 256) / 200.0;
            for (int x = 0; x < SIDE; x++) {
                double dx = (x - 256) / 230.0;
                double r = dx * dx + dy * dy;
                int value = r > 1 ? 24 : r > 0.9 ? 1_900 : 1_064 + (int) (60 * dx + slice % 40);
                value += noise[(grain + y * SIDE + x) & (NOISE - 1)];
                int at = (y * SIDE + x) * 2;
                pixels[at] = (byte) value;
                pixels[at + 1] = (byte) (value >> 8 & 0x0f);
            }
        }
        return pixels;
    }

    private String uid(String part) {
        UUID uuid = UUID.nameUUIDFromBytes((name + "/" + part).getBytes(StandardCharsets.UTF_8));
        return "2.25." + new BigInteger(uuid.toString().replace("-", ""), 16);
    }

    private DicomFile slice(int slice) {
        DicomFile file = new DicomFile();
        patientAndStudy(file);
        scanner(file, slice);
        manufacturersOwn(file, slice);
        geometry(file, slice);
        return file.bytes(0x7fe00010, "OW", pixels(slice), (byte) 0);
    }

    private void patientAndStudy(DicomFile file) {
        file.text(0x00080005, "CS", "ISO_IR 192")
                .text(0x00080020, "DA", "20260301").text(0x00080030, "TM", "101500")
                .text(0x00080050, "SH", "A" + Math.abs(name.hashCode() % 100_000))
                .text(0x00080080, "LO", "Lishui Central Hospital").text(0x00080081, "ST", "Kuocang Road 289, Lishui")
                .text(0x00080090, "PN", "Wang^Wei").text(0x00081010, "SH", "CT-WS-3")
                .text(0x00081030, "LO", "CT chest with contrast").text(0x00081040, "LO", "Radiology")
                .sequence(0x00081032, code("CTCH2", "99LOCAL", "CT chest with contrast"))
                .sequence(0x00081110, reference("1.2.840.10008.3.1.2.3.1", study()))
                .text(0x00100010, "PN", "Bench^" + name).text(0x00100020, "LO", patientId())
                .text(0x00100021, "LO", "LISHUI").text(0x00100030, "DA", "19700101").text(0x00100040, "CS", "O")
                .text(0x00101010, "AS", "056Y").text(0x00101030, "DS", "71.5").text(0x001021b0, "LT", "synthetic")
                .text(0x0020000d, "UI", study()).text(0x0020000e, "UI", series()).text(0x00200010, "SH", "1")
                .text(0x00200011, "IS", "2").text(0x00200052, "UI", uid("frame-of-reference"))
                .text(0x00321060, "LO", "CT chest with contrast").text(0x00321070, "LO", "Iohexol 350")
                .text(0x00400244, "DA", "20260301").text(0x00400245, "TM", "101400").text(0x00400253, "SH", "P1")
                .text(0x00400254, "LO", "CT chest with contrast")
                .sequence(0x00400275, new DicomFile()
                        .text(0x00321060, "LO", "CT chest").text(0x00400007, "LO", "CT chest")
                        .text(0x00400009, "SH", "SPS1").text(0x00401001, "SH", "RP1")
                        .sequence(0x00400008, code("CTCH2", "99LOCAL", "CT chest with contrast")));
    }

    private void scanner(DicomFile file, int slice) {
        file.text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL\\CT_SOM5 SPI")
                .text(0x00080012, "DA", "20260301").text(0x00080013, "TM", "101602.%03d".formatted(slice % 1000))
                .text(0x00080016, "UI", CT_IMAGE).text(0x00080018, "UI", instance(slice))
                .text(0x00080021, "DA", "20260301").text(0x00080022, "DA", "20260301").text(0x00080023, "DA", "20260301")
                .text(0x00080031, "TM", "101530").text(0x00080032, "TM", "101601").text(0x00080033, "TM", "101602")
                .text(0x00080060, "CS", "CT").text(0x00080070, "LO", "Cloudfilm").text(0x0008103e, "LO", "Chest 1.0 B70f")
                .text(0x00081090, "LO", "Synthetic CT").sequence(0x00081140, reference(CT_IMAGE, uid("localizer")))
                .text(0x00180010, "LO", "APPLIED").text(0x00180015, "CS", "CHEST").text(0x00180022, "CS", "HELICAL")
                .text(0x00180050, "DS", "1").text(0x00180060, "DS", "120").text(0x00180090, "DS", "500")
                .text(0x00181000, "LO", "60001").text(0x00181020, "LO", "bench 1").text(0x00181030, "LO", "Thorax Routine")
                .text(0x00181100, "DS", "410").text(0x00181110, "DS", "1040").text(0x00181111, "DS", "570")
                .text(0x00181120, "DS", "0").text(0x00181130, "DS", "148").text(0x00181140, "CS", "CW")
                .text(0x00181150, "IS", "500").text(0x00181151, "IS", "%d".formatted(180 + slice % 60))
                .text(0x00181152, "IS", "90").text(0x00181160, "SH", "FLAT").text(0x00181170, "IS", "42")
                .text(0x00181190, "DS", "1.2").text(0x00181200, "DA", "20260228").text(0x00181201, "TM", "070000")
                .text(0x00181210, "SH", "B70f").text(0x00185100, "CS", "HFS");
    }

    /** Half of what real scanners write is their own. */
    private void manufacturersOwn(DicomFile file, int slice) {
        file.text(0x00290010, "LO", "CLOUDFILM BENCH");
        for (int i = 0; i < 90; i++) {
            file.text(0x00291000 + i, "LO", "PARAMETER %d\\%d\\%d".formatted(i, slice, i * 31 % 17));
        }
        file.text(0x002910f0, "LT", "x".repeat(200));
    }

    private void geometry(DicomFile file, int slice) {
        String z = "%.1f".formatted(-200.0 + slice);
        file.text(0x00200012, "IS", "1").text(0x00200013, "IS", Integer.toString(slice + 1))
                .text(0x00200032, "DS", "-205\\-377\\" + z).text(0x00200037, "DS", "1\\0\\0\\0\\1\\0")
                .text(0x00201040, "LO", "").text(0x00201041, "DS", z).text(0x00204000, "LT", "synthetic benchmark image")
                .unsignedShort(0x00280002, 1).text(0x00280004, "CS", "MONOCHROME2")
                .unsignedShort(0x00280010, SIDE).unsignedShort(0x00280011, SIDE)
                .text(0x00280030, "DS", "0.80078125\\0.80078125")
                .unsignedShort(0x00280100, 16).unsignedShort(0x00280101, 12).unsignedShort(0x00280102, 11)
                .unsignedShort(0x00280103, 0).unsignedShort(0x00280106, 0).unsignedShort(0x00280107, 4095)
                .text(0x00281050, "DS", "40\\-600").text(0x00281051, "DS", "400\\1200")
                .text(0x00281052, "DS", "-1024").text(0x00281053, "DS", "1").text(0x00281054, "LO", "HU")
                .text(0x00281055, "LO", "MEDIASTINUM\\LUNG");
    }

    private static DicomFile code(String value, String scheme, String meaning) {
        return new DicomFile().text(0x00080100, "SH", value).text(0x00080102, "SH", scheme).text(0x00080104, "LO", meaning);
    }

    private static DicomFile reference(String sopClass, String instance) {
        return new DicomFile().text(0x00081150, "UI", sopClass).text(0x00081155, "UI", instance);
    }
}
