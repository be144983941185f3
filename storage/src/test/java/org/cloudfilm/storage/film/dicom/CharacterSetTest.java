package org.cloudfilm.storage.film.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharacterSetTest {

    private static final Charset GB18030 = Charset.forName("GB18030");

    @ParameterizedTest
    @CsvSource({
        "chrArab, قباني^لنزار",
        "chrFren, Buc^Jérôme",
        "chrFrenMulti, Buc^Jérôme",
        "chrGerm, Äneas^Rüdiger",
        "chrGreek, Διονυσιος",
        "chrH31, Yamada^Tarou=山田^太郎=やまだ^たろう",
        "chrH32, ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
        "chrHbrw, שרון^דבורה",
        "chrI2, Hong^Gildong=洪^吉洞=홍^길동",
        "chrJapMulti, やまだ^たろう",
        "chrJapMultiExplicitIR6, やまだ^たろう",
        "chrKoreanMulti, 김희중",
        "chrRuss, Люкceмбypг",
        "chrX1, Wang^XiaoDong=王^小東",
        "chrX2, Wang^XiaoDong=王^小东"
    })
    void patientName_pydicomFile_asPydicomReadsIt(String file, String name) {
        PydicomFiles.DataSetBytes bytes = PydicomFiles.dataSet("charset_files/" + file + ".dcm");
        Dataset header = DicomReader.dataset(bytes.bytes(), bytes.syntax());
        assertThat(header.personName(Tags.PatientName).text()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chrSQEncoding", "chrSQEncoding1"})
    void item_ownOrInheritedSet_decoded(String file) {
        PydicomFiles.DataSetBytes bytes = PydicomFiles.dataSet("charset_files/" + file + ".dcm");
        Dataset header = DicomReader.dataset(bytes.bytes(), bytes.syntax());
        assertThat(header.item(0x00321064).personName(Tags.PatientName).text())
                .isEqualTo("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう");
    }

    /** 誠 ends with the byte of a backslash, 玘 with that of a caret, 䶮 is in GB 18030 only. */
    @ParameterizedTest
    @CsvSource({
        "GB18030, 李^誠", "GB18030, 张^玘", "GB18030, 龚^䶮", "GB18030, 㐀^𠀀",
        "GBK, 李^誠", "GBK, 龚^䶮", "GB2312, 张^三", "'GB18030 ', 张^玘",
        "ISO_IR 58, 张^三", "\\ISO 2022 IR 58, 王^小东",
        "ISO_IR 100, 李誠", "ISO_IR 100, 张玘", "ISO_IR 100, 龚䶮", "ISO_IR 100, Zhang^San=张^三",
        "'', 李誠", "'', 张玘", "'', 龚䶮", "'', Zhang^San=张^三", "ISO_IR 6, 欧阳^小东"
    })
    void chineseName_asHospitalsSendIt_decoded(String declared, String name) {
        assertThat(read(declared, name.getBytes(GB18030))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 192, 张^三", "ISO_IR 100, 张^三", "'', 龚^䶮", "GB18030, 张^三丰", "GBK, Zhang^San=张^三",
        "ISO_IR 100, Buc^Jérôme", "'', Müller^Zoë", "UTF-8, 李^誠"
    })
    void utf8_underAnyName_decoded(String declared, String name) {
        assertThat(read(declared, name.getBytes(StandardCharsets.UTF_8))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 100, Müller^Jörg", "ISO_IR 100, Buc^Jérôme", "ISO_IR 100, Größe^Ærøskøbing", "ISO_IR 100, Ñuñez^José",
        "'', Müller^Zoë", "ISO_IR 100, Lœw", "ISO_IR_100, Çelik^Ümit", "ISO 2022 IR 100, Nuñez"
    })
    void westernName_latin1_notTakenForChinese(String declared, String name) {
        String latin = new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
        assertThat(read(declared, latin.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(latin);
    }

    @Test
    void gb2312_withEscapeSequences_decoded() {
        byte[] name = "Zhang^San=\u001b$)A\u00d5\u00c5^\u001b$)A\u00c8\u00fd".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(read("\\ISO 2022 IR 58", name)).isEqualTo("Zhang^San=张^三");
    }

    @Test
    void severalValues_separatedAfterDecoding() {
        Dataset dataset = Dataset.builder()
                .put(Tags.SpecificCharacterSet, "GB18030")
                .put(Tags.ImageType, Vr.LO, "許功蓋\\誠\\三".getBytes(GB18030))
                .build();
        assertThat(dataset.strings(Tags.ImageType)).containsExactly("許功蓋", "誠", "三");
    }

    @Test
    void katakana_severalValues_separatedAtBackslash() {
        Dataset dataset = Dataset.builder()
                .put(Tags.SpecificCharacterSet, "ISO_IR 13")
                .put(Tags.ImageType, Vr.LO, "ﾔﾏﾀﾞ\\ﾀﾛｳ".getBytes(Charset.forName("Shift_JIS")))
                .build();
        assertThat(dataset.strings(Tags.ImageType)).containsExactly("ﾔﾏﾀﾞ", "ﾀﾛｳ");
    }

    @Test
    void text_ofOneValue_keepsBackslashAndLeadingSpace() {
        Dataset dataset = Dataset.builder().put(Tags.PatientComments, Vr.LT, "  C:\\films  ").build();
        assertThat(dataset.strings(Tags.PatientComments)).containsExactly("  C:\\films");
    }

    @Test
    void invalidBytes_neverFail() {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        for (String declared : new String[] {"", "ISO_IR 192", "GB18030", "ISO 2022 IR 87", "ISO_IR 13", "nonsense"}) {
            assertThat(read(declared, all)).isNotEmpty();
        }
    }

    @Test
    void toBuilder_otherSet_becomesUtf8WithItsItems() {
        Dataset gbk = Dataset.builder()
                .put(Tags.SpecificCharacterSet, "GBK")
                .put(Tags.PatientName, Vr.PN, "李^誠".getBytes(GB18030))
                .build();
        Dataset changed = gbk.toBuilder()
                .put(Tags.RequestAttributesSequence, Dataset.builder().put(Tags.RequestedProcedureID, "平扫").build())
                .build();
        Dataset read = DicomReader.dataset(
                DicomWriter.bytes(changed, TransferSyntax.IMPLICIT_VR_LE), TransferSyntax.IMPLICIT_VR_LE);
        assertThat(read.string(Tags.SpecificCharacterSet)).contains("ISO_IR 192");
        assertThat(read.string(Tags.PatientName)).contains("李^誠");
        assertThat(read.item(Tags.RequestAttributesSequence).string(Tags.RequestedProcedureID)).contains("平扫");
        assertThat(read.item(Tags.RequestAttributesSequence).contains(Tags.SpecificCharacterSet)).isFalse();
    }

    private static String read(String declared, byte[] name) {
        Dataset dataset = Dataset.builder()
                .put(Tags.SpecificCharacterSet, Vr.CS, declared)
                .put(Tags.PatientName, Vr.PN, name)
                .build();
        return dataset.strings(Tags.PatientName).getFirst();
    }
}
