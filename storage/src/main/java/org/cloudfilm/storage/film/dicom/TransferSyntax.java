package org.cloudfilm.storage.film.dicom;

import org.cloudfilm.storage.film.Uid;

/**
 * A transfer syntax (PS3.5 section 10) by what it does to the bytes. Unknown and private ones are taken as
 * encapsulated explicit VR little endian, which is what PS3.5 annex A.4 makes of all compressed ones.
 */
public record TransferSyntax(String uid) {

    public static final TransferSyntax IMPLICIT_VR_LE = new TransferSyntax("1.2.840.10008.1.2");
    public static final TransferSyntax EXPLICIT_VR_LE = new TransferSyntax("1.2.840.10008.1.2.1");
    public static final TransferSyntax DEFLATED_EXPLICIT_VR_LE = new TransferSyntax("1.2.840.10008.1.2.1.99");
    public static final TransferSyntax EXPLICIT_VR_BE = new TransferSyntax("1.2.840.10008.1.2.2");
    public static final TransferSyntax JPEG_BASELINE = new TransferSyntax("1.2.840.10008.1.2.4.50");
    public static final TransferSyntax JPEG_EXTENDED = new TransferSyntax("1.2.840.10008.1.2.4.51");
    public static final TransferSyntax JPEG_LOSSLESS = new TransferSyntax("1.2.840.10008.1.2.4.57");
    public static final TransferSyntax JPEG_LOSSLESS_SV1 = new TransferSyntax("1.2.840.10008.1.2.4.70");
    public static final TransferSyntax JPEG_LS_LOSSLESS = new TransferSyntax("1.2.840.10008.1.2.4.80");
    public static final TransferSyntax JPEG_LS_NEAR_LOSSLESS = new TransferSyntax("1.2.840.10008.1.2.4.81");
    public static final TransferSyntax JPEG_2000_LOSSLESS = new TransferSyntax("1.2.840.10008.1.2.4.90");
    public static final TransferSyntax JPEG_2000 = new TransferSyntax("1.2.840.10008.1.2.4.91");
    public static final TransferSyntax HTJ2K_LOSSLESS = new TransferSyntax("1.2.840.10008.1.2.4.201");
    public static final TransferSyntax HTJ2K_LOSSLESS_RPCL = new TransferSyntax("1.2.840.10008.1.2.4.202");
    public static final TransferSyntax HTJ2K = new TransferSyntax("1.2.840.10008.1.2.4.203");
    public static final TransferSyntax RLE_LOSSLESS = new TransferSyntax("1.2.840.10008.1.2.5");

    public TransferSyntax {
        uid = Uid.checked(uid);
    }

    public boolean explicitVr() {
        return !equals(IMPLICIT_VR_LE);
    }

    public boolean bigEndian() {
        return equals(EXPLICIT_VR_BE);
    }

    public boolean deflated() {
        return equals(DEFLATED_EXPLICIT_VR_LE);
    }

    /** Pixel data is a sequence of fragments (PS3.5 annex A.4). */
    public boolean encapsulated() {
        return !equals(IMPLICIT_VR_LE) && !equals(EXPLICIT_VR_LE) && !bigEndian() && !deflated();
    }

    @Override
    public String toString() {
        return uid;
    }
}
