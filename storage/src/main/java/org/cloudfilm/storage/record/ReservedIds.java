package org.cloudfilm.storage.record;

/**
 * Ids of records that follow the films. A study's ImagingStudy has the Study Instance UID as its id, a document's
 * DocumentReference the SOP Instance UID; any UID will do to be reserved, for a film may come tomorrow.
 */
public final class ReservedIds {

    /** Where the films of all hospitals can be had by DICOMweb. */
    public static final RecordId DICOM_WEB = new RecordId(ResourceType.ENDPOINT, "dicom-web");

    private ReservedIds() {}

    public static boolean includes(RecordId id) {
        return switch (id.type()) {
            case IMAGING_STUDY, DOCUMENT_REFERENCE -> isUid(id.id());
            case ENDPOINT -> id.equals(DICOM_WEB);
            default -> false;
        };
    }

    private static boolean isUid(String id) {
        boolean dots = false;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
            dots |= c == '.';
        }
        return dots;
    }
}
