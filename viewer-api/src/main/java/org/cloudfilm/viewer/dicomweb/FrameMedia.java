package org.cloudfilm.viewer.dicomweb;

import org.cloudfilm.storage.film.dicom.TransferSyntax;

/** The media type of frames in a transfer syntax (PS3.18 tables 8.7.3-2, -4 and -5). */
final class FrameMedia {

    static final String OCTETS = "application/octet-stream";

    private FrameMedia() {}

    static String of(TransferSyntax syntax) {
        String prefix = "1.2.840.10008.1.2.";
        if (!syntax.encapsulated() || !syntax.uid().startsWith(prefix)) {
            return OCTETS;
        }
        return switch (syntax.uid().substring(prefix.length())) {
            case "5" -> "image/dicom-rle";
            case "4.50", "4.51", "4.57", "4.70" -> "image/jpeg";
            case "4.80", "4.81" -> "image/jls";
            case "4.90", "4.91" -> "image/jp2";
            case "4.92", "4.93" -> "image/jpx";
            case "4.110", "4.111", "4.112" -> "image/jxl";
            case "4.201", "4.202", "4.203" -> "image/jphc";
            case "4.100", "4.100.1", "4.101", "4.101.1" -> "video/mpeg";
            case "4.102", "4.102.1", "4.103", "4.103.1", "4.104", "4.104.1", "4.105", "4.105.1", "4.106", "4.106.1",
                    "4.107", "4.108" ->
                "video/mp4";
            default -> OCTETS;
        };
    }
}
