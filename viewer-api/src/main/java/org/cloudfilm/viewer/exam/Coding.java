package org.cloudfilm.viewer.exam;

/** A code of some system (FHIR R4 section 2.24.0.5); texts are empty, never null. */
public record Coding(String system, String code, String display) {

    public Coding {
        system = system == null ? "" : system;
        code = code == null ? "" : code;
        display = display == null ? "" : display;
    }
}
