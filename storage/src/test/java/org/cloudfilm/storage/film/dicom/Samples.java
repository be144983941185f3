package org.cloudfilm.storage.film.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small synthetic data sets, and the means to write what no correct writer would. */
final class Samples {

    private Samples() {}

    /** What every instance has. */
    static DatasetBuilder instance() {
        return Dataset.builder()
                .put(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
                .put(Tags.SOPInstanceUID, "1.2.3.4")
                .put(Tags.Modality, "CT")
                .put(Tags.PatientName, "Zhang^San=张^三")
                .put(Tags.PatientID, "P1")
                .put(Tags.StudyInstanceUID, "1.2")
                .put(Tags.SeriesInstanceUID, "1.2.3")
                .put(Tags.InstanceNumber, 7);
    }

    /** An image of grey values of 16 bits; pixel data are all to follow. */
    static DatasetBuilder image(int rows, int columns, int frames) {
        return instance()
                .put(Tags.SamplesPerPixel, 1)
                .put(Tags.PhotometricInterpretation, "MONOCHROME2")
                .put(Tags.NumberOfFrames, frames)
                .put(Tags.Rows, rows)
                .put(Tags.Columns, columns)
                .put(Tags.BitsAllocated, 16);
    }

    static byte[] explicit(DatasetBuilder dataset) {
        return DicomWriter.bytes(dataset.build(), TransferSyntax.EXPLICIT_VR_LE);
    }

    static ScannedInstance scan(byte[] bytes, TransferSyntax syntax) {
        DicomScanner scanner = new DicomScanner(syntax, ScanLimits.DEFAULT);
        scanner.feed(bytes, 0, bytes.length);
        return scanner.finish();
    }

    /** Bytes written by hand, little endian. */
    static final class Raw {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Raw bytes(byte... bytes) {
            out.writeBytes(bytes);
            return this;
        }

        /** A tag and a length of four bytes, without VR: an item, a delimiter, an element in implicit VR. */
        Raw item(int tag, int length) {
            tag(tag);
            out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
            return this;
        }

        /** The header of an element whose VR has a long length. */
        Raw element(int tag, Vr vr, int length) {
            tag(tag);
            out.write(vr.name().charAt(0));
            out.write(vr.name().charAt(1));
            out.writeBytes(ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN).putInt(2, length).array());
            return this;
        }

        private void tag(int tag) {
            out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) (tag >>> 16)).putShort((short) tag).array());
        }

        byte[] toBytes() {
            return out.toByteArray();
        }
    }
}
