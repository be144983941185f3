package org.cloudfilm.storage.film.dicom;

import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.MALFORMED;
import static org.cloudfilm.storage.film.dicom.DicomFormatException.Kind.TRUNCATED;

import java.io.IOException;
import java.io.InputStream;

/** Reads the attributes of group 0002, always explicit VR little endian, up to the first that is none. */
final class MetaReader {

    private static final int MAX_META = 64 << 10;

    private final InputStream in;
    private final DatasetBuilder meta = Dataset.builder();
    private int read;
    private int declaredEnd = -1;

    MetaReader(InputStream in) {
        this.in = in;
    }

    /** @param before the bytes of the file already read */
    Part10.Meta read(int before) throws IOException {
        while (read != declaredEnd || !deflated()) {
            in.mark(2);
            int group = in.read() | in.read() << 8;
            in.reset();
            if (group != 0x0002) {
                break;
            }
            element();
        }
        String syntax = meta.build().string(Tags.TransferSyntaxUID).orElseThrow(
                () -> new DicomFormatException(MALFORMED, "the file does not name its transfer syntax (0002,0010)"));
        try {
            return new Part10.Meta(new TransferSyntax(syntax), meta.build(), before + read);
        } catch (IllegalArgumentException notAUid) {
            throw new DicomFormatException(MALFORMED, "the transfer syntax (0002,0010) is no UID");
        }
    }

    /** Only deflated bytes can look like group 0002 by chance; for them the group length has to be right. */
    private boolean deflated() {
        return meta.build().string(Tags.TransferSyntaxUID, "").equals(TransferSyntax.DEFLATED_EXPLICIT_VR_LE.uid());
    }

    private void element() throws IOException {
        byte[] head = bytes(8);
        int tag = Numbers.attribute(head, 0);
        Vr vr = Vr.of(head[4], head[5]);
        if (vr == null || vr == Vr.SQ) {
            throw new DicomFormatException(MALFORMED, Tags.text(tag) + " in the file meta information has no VR");
        }
        int length = vr.longLength()
                ? (int) Numbers.INT.get(bytes(4), 0)
                : Numbers.unsignedShort(head, 6);
        if (length < 0 || length > MAX_META - read) {
            throw new DicomFormatException(MALFORMED, Tags.text(tag) + " in the file meta information is too long");
        }
        byte[] value = bytes(length);
        meta.put(new Element.Value(tag, vr, value));
        if (tag == Tags.FileMetaInformationGroupLength && length == 4) {
            declaredEnd = read + (int) Numbers.INT.get(value, 0);
        }
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new DicomFormatException(TRUNCATED, "the file ends within its file meta information");
        }
        read += count;
        return bytes;
    }
}
