package org.cloudfilm.gateway.dimse;

import java.util.List;

/** What {@link Dispatcher} performs, by its name in PS3.7. */
public final class DicomServices {

    public static final List<String> ALL = List.of("C-ECHO", "C-STORE");

    private DicomServices() {}
}
