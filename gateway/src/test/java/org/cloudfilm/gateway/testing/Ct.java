package org.cloudfilm.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.InstanceIds;
import org.cloudfilm.storage.film.SeriesUid;
import org.cloudfilm.storage.film.SopInstanceUid;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DatasetBuilder;
import org.cloudfilm.storage.film.dicom.DicomWriter;
import org.cloudfilm.storage.film.dicom.Part10;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.film.dicom.Vr;
import org.cloudfilm.storage.hospital.HospitalId;

/** Synthetic CT slices. */
public final class Ct {

    public static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.2";
    public static final String STUDY = "2.25.1001";
    public static final String SERIES = "2.25.1001.1";

    private static final int PIXEL_DATA = 0x7FE00010;

    private Ct() {}

    public static InstanceIds ids(int number) {
        return new InstanceIds(
                new StudyUid(STUDY), new SeriesUid(SERIES), new SopInstanceUid(SERIES + "." + number), SOP_CLASS);
    }

    /** A square slice; the number makes its UID and its pixels differ. */
    public static DatasetBuilder slice(int number, int side) {
        byte[] pixels = new byte[side * side * 2];
        for (int i = 0; i < pixels.length; i += 2) {
            int value = i * 31 + number * 17 & 0x0FFF;
            pixels[i] = (byte) value;
            pixels[i + 1] = (byte) (value >> 8);
        }
        return Dataset.builder()
                .put(0x00080016, Vr.UI, SOP_CLASS)
                .put(0x00080018, Vr.UI, SERIES + "." + number)
                .put(0x00080060, Vr.CS, "CT")
                .put(0x00100010, Vr.PN, "Synthetic^Slice")
                .put(0x00100020, Vr.LO, "SYN-1")
                .put(0x0020000D, Vr.UI, STUDY)
                .put(0x0020000E, Vr.UI, SERIES)
                .put(0x00200013, Vr.IS, Integer.toString(number))
                .put(0x00280002, Vr.US, 1)
                .put(0x00280004, Vr.CS, "MONOCHROME2")
                .put(0x00280010, Vr.US, side)
                .put(0x00280011, Vr.US, side)
                .put(0x00280100, Vr.US, 16)
                .put(0x00280101, Vr.US, 12)
                .put(0x00280102, Vr.US, 11)
                .put(0x00280103, Vr.US, 0)
                .put(PIXEL_DATA, Vr.OW, pixels);
    }

    public static byte[] dataSet(int number, int side) {
        return DicomWriter.bytes(slice(number, side).build(), TransferSyntax.EXPLICIT_VR_LE);
    }

    /** A file as PS3.10 has it, around any data set bytes. */
    public static byte[] file(InstanceIds ids, TransferSyntax transferSyntax, byte[] dataSet) {
        Arrival arrival = new Arrival(new HospitalId("lishui"), Arrival.Via.DIMSE, "LISHUI");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(Part10.header(ids, transferSyntax, arrival));
        file.writeBytes(dataSet);
        return file.toByteArray();
    }

    public static byte[] file(int number, int side) {
        return file(ids(number), TransferSyntax.EXPLICIT_VR_LE, dataSet(number, side));
    }

    /** Slices 1 to {@code count} as files. */
    public static List<Path> files(Path directory, int count, int side) {
        try {
            List<Path> files = new ArrayList<>();
            for (int number = 1; number <= count; number++) {
                files.add(Files.write(directory.resolve("ct-%04d.dcm".formatted(number)), file(number, side)));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
