package org.cloudfilm.storage.record.imaging;

import java.util.Map;

/** SOP classes (PS3.6 table A-1) whose instances are documents, each with what it holds. */
final class DocumentClasses {

    private static final Map<String, String> MEDIA = Map.ofEntries(
            Map.entry("1.2.840.10008.5.1.4.1.1.104.1", "application/pdf"),
            Map.entry("1.2.840.10008.5.1.4.1.1.104.2", "text/xml"),
            structured("11"), structured("22"), structured("33"), structured("34"), structured("35"),
            structured("40"), structured("50"), structured("65"), structured("67"), structured("68"),
            structured("69"), structured("70"), structured("71"), structured("72"), structured("73"),
            structured("74"), structured("75"), structured("76"));

    private DocumentClasses() {}

    /** Structured reports. Key object selections (88.59) are marks on images, not documents. */
    private static Map.Entry<String, String> structured(String last) {
        return Map.entry("1.2.840.10008.5.1.4.1.1.88." + last, "application/dicom");
    }

    static boolean include(String sopClass) {
        return MEDIA.containsKey(sopClass);
    }

    static String[] all() {
        return MEDIA.keySet().toArray(String[]::new);
    }

    /** Media type of what lies inside an instance of this class. */
    static String media(String sopClass) {
        return MEDIA.get(sopClass);
    }
}
