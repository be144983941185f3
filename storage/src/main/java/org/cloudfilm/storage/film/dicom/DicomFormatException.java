package org.cloudfilm.storage.film.dicom;

/** Bytes that are not DICOM, or more of it than we take. The message names tags and lengths, never values. */
public final class DicomFormatException extends RuntimeException {

    public enum Kind {
        /** a length, a delimiter or a nesting that contradicts PS3.5 */
        MALFORMED,
        /** the bytes end within an element, item or sequence */
        TRUNCATED,
        /** a UID of study, series, instance or SOP class is missing or is no UID */
        MISSING_UID,
        /** header size, nesting depth or number of elements exceeds {@link ScanLimits} */
        TOO_LARGE
    }

    private final Kind kind;

    DicomFormatException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
