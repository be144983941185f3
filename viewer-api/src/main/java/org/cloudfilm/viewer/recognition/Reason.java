package org.cloudfilm.viewer.recognition;

/** One ground of an assessment. @param code stable, for programs */
record Reason(String code, String text, String textEn) {}
