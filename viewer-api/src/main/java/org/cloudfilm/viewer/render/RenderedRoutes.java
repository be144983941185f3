package org.cloudfilm.viewer.render;

import java.util.List;
import java.util.stream.Stream;

/** What {@link RenderedPath} knows, each as a method and a path with variables. */
public final class RenderedRoutes {

    public static final List<String> ALL = Stream.of(
                    "/dicom-web/studies/{study}",
                    "/dicom-web/studies/{study}/series/{series}",
                    "/dicom-web/studies/{study}/series/{series}/instances/{instance}",
                    "/dicom-web/studies/{study}/series/{series}/instances/{instance}/frames/{frame}")
            .flatMap(path -> Stream.of("GET " + path + "/rendered", "GET " + path + "/thumbnail"))
            .toList();

    private RenderedRoutes() {}
}
