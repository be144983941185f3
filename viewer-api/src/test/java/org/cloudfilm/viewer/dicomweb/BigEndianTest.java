package org.cloudfilm.viewer.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.film.dicom.Vr;
import org.cloudfilm.viewer.render.ReadPicture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

/** Samples of bytes in big endian words change places two by two (PS3.5 section 7.3). */
class BigEndianTest {

    static final String DOCTOR = "clinician.lishui";
    static final String OCTETS = "application/octet-stream";
    static final String IMAGE = "/studies/8.1/series/8.1.1/instances/8.1.1.1";
    static final int COLUMNS = 16;
    static final int ROWS = 8;

    static final ViewerServer server = ViewerServer.start();

    @BeforeAll
    static void fill() throws IOException {
        server.store("lishui", dataset(), 0, new TransferSyntax("1.2.840.10008.1.2.2"));
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    @Test
    void frame_ofBytesInWords_isInTheOrderOfItsPixels() {
        assertThat(server.get(DOCTOR, IMAGE + "/frames/1", "Accept", OCTETS).body()).isEqualTo(pixels());
    }

    @Test
    void rendered_ofBytesInWords_showsThePixelsInTheirOrder() throws IOException {
        byte[] png = server.get(DOCTOR, IMAGE + "/rendered", "Accept", "image/png").body();

        Raster shown = ReadPicture.of(png).getRaster();
        for (int i = 0; i < ROWS * COLUMNS; i++) {
            assertThat(shown.getSample(i % COLUMNS, i / COLUMNS, 0)).as("pixel " + i).isEqualTo(i);
        }
    }

    @Test
    void bulkData_ofBytesInWords_isLittleEndian_andOnlyWhatTheMetadataName() {
        String uri = new ObjectMapper()
                .readTree(server.get(DOCTOR, IMAGE + "/metadata").body())
                .get(0)
                .at("/7FE00010/BulkDataURI")
                .asString();

        assertThat(server.get(DOCTOR, uri.substring("/dicom-web".length()), "Accept", OCTETS).body()).isEqualTo(pixels());
        assertThat(server.get(DOCTOR, IMAGE + "/bulk/0-132", "Accept", OCTETS).statusCode()).isEqualTo(404);
    }

    private static byte[] pixels() {
        byte[] pixels = new byte[ROWS * COLUMNS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return pixels;
    }

    private static byte[] dataset() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        text(out, Tags.SOPClassUID, Vr.UI, Films.CT + "\0");
        text(out, Tags.SOPInstanceUID, Vr.UI, "8.1.1.1\0");
        text(out, Tags.PatientID, Vr.LO, "P1");
        text(out, Tags.StudyInstanceUID, Vr.UI, "8.1\0");
        text(out, Tags.SeriesInstanceUID, Vr.UI, "8.1.1\0");
        number(out, Tags.SamplesPerPixel, 1);
        text(out, Tags.PhotometricInterpretation, Vr.CS, "MONOCHROME2 ");
        number(out, Tags.Rows, ROWS);
        number(out, Tags.Columns, COLUMNS);
        number(out, Tags.BitsAllocated, 8);
        number(out, Tags.BitsStored, 8);
        number(out, Tags.HighBit, 7);
        number(out, Tags.PixelRepresentation, 0);
        head(out, Tags.PixelData, Vr.OW);
        out.writeShort(0);
        byte[] pixels = pixels();
        out.writeInt(pixels.length);
        for (int i = 0; i < pixels.length; i += 2) {
            out.write(pixels[i + 1]);
            out.write(pixels[i]);
        }
        return bytes.toByteArray();
    }

    private static void head(DataOutputStream out, int tag, Vr vr) throws IOException {
        out.writeInt(tag);
        out.writeBytes(vr.name());
    }

    private static void text(DataOutputStream out, int tag, Vr vr, String even) throws IOException {
        head(out, tag, vr);
        out.writeShort(even.length());
        out.write(even.getBytes(StandardCharsets.US_ASCII));
    }

    private static void number(DataOutputStream out, int tag, int value) throws IOException {
        head(out, tag, Vr.US);
        out.writeShort(2);
        out.writeShort(value);
    }
}
