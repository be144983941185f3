package org.cloudfilm.storage.film.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.InstanceIds;
import org.cloudfilm.storage.film.SeriesUid;
import org.cloudfilm.storage.film.SopInstanceUid;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.hospital.HospitalId;
import org.junit.jupiter.api.Test;

class Part10Test {

    private static final InstanceIds IDS = new InstanceIds(
            new StudyUid("1.2"), new SeriesUid("1.2.3"), new SopInstanceUid("1.2.3.4"), "1.2.840.10008.5.1.4.1.1.2");
    private static final Arrival FROM_CT = new Arrival(new HospitalId("lishui"), Arrival.Via.DIMSE, "CT_1");

    @Test
    void header_parsed_saysWhatWasPutIn() throws IOException {
        byte[] header = Part10.header(IDS, TransferSyntax.JPEG_LS_LOSSLESS, FROM_CT);
        byte[] file = Arrays.copyOf(header, header.length + 2);
        file[header.length] = 8;
        ByteArrayInputStream in = new ByteArrayInputStream(file);
        Part10.Meta meta = Part10.parse(in);
        assertThat(meta.transferSyntax()).isEqualTo(TransferSyntax.JPEG_LS_LOSSLESS);
        assertThat(meta.length()).isEqualTo(header.length);
        assertThat(meta.meta().string(0x00020003)).contains("1.2.3.4");
        assertThat(meta.meta().string(0x00020016)).contains("CT_1");
        assertThat(meta.meta().integer(0x00020000)).hasValue(header.length - 144);
        assertThat(in.read()).isEqualTo(8);
    }

    @Test
    void header_senderThatIsNoAeTitle_leftOut() {
        Arrival stow = new Arrival(new HospitalId("lishui"), Arrival.Via.STOW, "client");
        assertThat(Part10.parse(Part10.header(IDS, TransferSyntax.EXPLICIT_VR_LE, stow)).meta().contains(0x00020016))
                .isFalse();
    }

    @Test
    void parse_wrongGroupLength_readsOnToTheDataSet() {
        byte[] header = Part10.header(IDS, TransferSyntax.EXPLICIT_VR_LE, FROM_CT);
        byte[] file = Arrays.copyOf(header, header.length + 4);
        file[header.length] = 8;
        for (byte wrong : new byte[] {0, 14, 127}) {
            file[140] = wrong;
            assertThat(Part10.parse(file).length()).isEqualTo(header.length);
        }
    }

    @Test
    void parse_noPart10File_refusedClearly() {
        assertThatThrownBy(() -> Part10.parse(new byte[200]))
                .isInstanceOf(DicomFormatException.class)
                .hasMessage("no DICOM file: 'DICM' is not at byte 128");
        byte[] header = Part10.header(IDS, TransferSyntax.EXPLICIT_VR_LE, FROM_CT);
        int endOfTransferSyntax = header.length - 100;
        for (int length = 133; length < endOfTransferSyntax; length++) {
            byte[] cut = Arrays.copyOf(header, length);
            assertThatThrownBy(() -> Part10.parse(cut)).isInstanceOf(DicomFormatException.class);
        }
    }

    @Test
    void parse_streamWithoutMark_callersMistake() {
        BufferedInputStream buffered = new BufferedInputStream(new ByteArrayInputStream(new byte[0]));
        assertThatThrownBy(() -> Part10.parse(buffered)).isInstanceOf(DicomFormatException.class);
        assertThatThrownBy(() -> Part10.parse(InputStream.nullInputStream()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writtenInstance_explicitAndImplicit_readBackTheSame() {
        Dataset dataset = Samples.image(2, 2, 1)
                .put(Tags.WindowCenter, 40.5, -17)
                .put(Tags.RequestAttributesSequence,
                        Dataset.builder().put(Tags.RequestedProcedureID, "R1").build(),
                        Dataset.EMPTY)
                .put(Tags.PixelData, Vr.OW, new byte[8])
                .build();
        for (TransferSyntax syntax : new TransferSyntax[] {TransferSyntax.EXPLICIT_VR_LE, TransferSyntax.IMPLICIT_VR_LE}) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes(Part10.header(IDS, syntax, FROM_CT));
            file.writeBytes(DicomWriter.bytes(dataset, syntax));
            Part10.Meta meta = Part10.parse(file.toByteArray());
            byte[] rest = Arrays.copyOfRange(file.toByteArray(), meta.length(), file.size());
            Dataset read = Samples.scan(rest, meta.transferSyntax()).header();
            assertThat(read.decimals(Tags.WindowCenter)).hasToString("[40.5, -17]");
            assertThat(read.items(Tags.RequestAttributesSequence)).hasSize(2);
            assertThat(read.personName(Tags.PatientName).display()).isEqualTo("张三");
            assertThat(read.string(Tags.SpecificCharacterSet)).contains("ISO_IR 192");
        }
    }
}
