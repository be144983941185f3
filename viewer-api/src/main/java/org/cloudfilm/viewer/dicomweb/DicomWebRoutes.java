package org.cloudfilm.viewer.dicomweb;

import java.util.List;

/** What {@link DicomWebPath} knows, each as a method and a path with variables: whoever lists what can be asked needs it. */
public final class DicomWebRoutes {

    private static final String STUDY = "/dicom-web/studies/{study}";
    private static final String SERIES = STUDY + "/series/{series}";
    private static final String INSTANCE = SERIES + "/instances/{instance}";

    public static final List<String> ALL = List.of(
            "GET /dicom-web/studies",
            "GET /dicom-web/series",
            "GET /dicom-web/instances",
            "GET " + STUDY,
            "GET " + STUDY + "/series",
            "GET " + STUDY + "/instances",
            "GET " + STUDY + "/metadata",
            "GET " + SERIES,
            "GET " + SERIES + "/instances",
            "GET " + SERIES + "/metadata",
            "GET " + INSTANCE,
            "GET " + INSTANCE + "/metadata",
            "GET " + INSTANCE + "/frames/{frame}",
            "GET " + INSTANCE + "/bulk/{bulk}");

    private DicomWebRoutes() {}
}
