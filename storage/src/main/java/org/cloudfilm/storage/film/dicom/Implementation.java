package org.cloudfilm.storage.film.dicom;

/** How this software names itself to other DICOM software, in associations and in files (PS3.7 section D.3.3.2). */
public final class Implementation {

    /** Implementation Class UID, derived from a random UUID, as PS3.5 section B.2 allows. */
    public static final String CLASS_UID = "2.25.285410935613347411930624415703117462451";

    /** Implementation Version Name, at most 16 characters. */
    public static final String VERSION_NAME = "CLOUDFILM_0_1";

    private Implementation() {}
}
