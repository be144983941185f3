package org.cloudfilm.storage.film.dicom;

import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.MALFORMED;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.InstanceIds;

/** The DICOM file format (PS3.10 section 7): preamble and file meta information in front of a data set. */
public final class Part10 {

    private static final int PREAMBLE = 128;

    private Part10() {}

    /**
     * What a file began with.
     *
     * @param transferSyntax of the data set
     * @param meta           the attributes of group 0002
     * @param length         of preamble and file meta information in bytes: the data set starts there
     */
    public record Meta(TransferSyntax transferSyntax, Dataset meta, int length) {}

    /** Preamble and file meta information for a data set that arrived without, or whose own was dropped. */
    public static byte[] header(InstanceIds ids, TransferSyntax syntax, Arrival arrival) {
        DatasetBuilder meta = Dataset.builder()
                .put(Tags.FileMetaInformationVersion, Vr.OB, new byte[] {0, 1})
                .put(Tags.MediaStorageSOPClassUID, Vr.UI, ids.sopClassUid())
                .put(Tags.MediaStorageSOPInstanceUID, Vr.UI, ids.instance().value())
                .put(Tags.TransferSyntaxUID, Vr.UI, syntax.uid())
                .put(Tags.ImplementationClassUID, Vr.UI, Implementation.CLASS_UID)
                .put(Tags.ImplementationVersionName, Vr.SH, Implementation.VERSION_NAME);
        if (arrival.via() == Arrival.Via.DIMSE && arrival.sender().matches("[\\x21-\\x5B\\x5D-\\x7E]{1,16}")) {
            meta.put(Tags.SourceApplicationEntityTitle, Vr.AE, arrival.sender());
        }
        return framed(meta.build());
    }

    /** What a file began with, for its data set rewritten in another transfer syntax. */
    public static byte[] withSyntax(Meta meta, TransferSyntax syntax) {
        return framed(meta.meta().toBuilder()
                .remove(Tags.FileMetaInformationGroupLength)
                .put(Tags.TransferSyntaxUID, Vr.UI, syntax.uid())
                .build());
    }

    private static byte[] framed(Dataset meta) {
        byte[] attributes = DicomWriter.bytes(meta, TransferSyntax.EXPLICIT_VR_LE);
        Dataset group = Dataset.builder()
                .put(Tags.FileMetaInformationGroupLength, Vr.UL, attributes.length)
                .build();
        byte[] length = DicomWriter.bytes(group, TransferSyntax.EXPLICIT_VR_LE);
        byte[] header = new byte[PREAMBLE + 4 + length.length + attributes.length];
        System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, header, PREAMBLE, 4);
        System.arraycopy(length, 0, header, PREAMBLE + 4, length.length);
        System.arraycopy(attributes, 0, header, PREAMBLE + 4 + length.length, attributes.length);
        return header;
    }

    /**
     * Reads preamble and file meta information and leaves the stream where the data set starts. The group length is
     * not relied on: senders get it wrong. The stream must support mark and reset.
     *
     * @throws DicomFormatException when this is no DICOM file or does not name its transfer syntax
     */
    public static Meta parse(InputStream in) throws IOException {
        if (!in.markSupported()) {
            throw new IllegalArgumentException("needs a buffered stream");
        }
        byte[] start = in.readNBytes(PREAMBLE + 4);
        if (start.length < PREAMBLE + 4
                || !"DICM".equals(new String(start, PREAMBLE, 4, StandardCharsets.US_ASCII))) {
            throw new DicomFormatException(MALFORMED, "no DICOM file: 'DICM' is not at byte 128");
        }
        return new MetaReader(in).read(PREAMBLE + 4);
    }

    /** Where the file meta information of a file held in memory ends. */
    public static Meta parse(byte[] file) {
        try {
            return parse(new ByteArrayInputStream(file));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }
}
