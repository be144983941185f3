package org.cloudfilm.viewer.exam;

import java.util.Collection;

/**
 * What films say of the exam they are of.
 *
 * @param modalities  of the study's series
 * @param bodyParts   Body Part Examined (0018,0015) of its series
 * @param description Study Description (0008,1030), may be empty
 */
public record FilmDescription(Collection<String> modalities, Collection<String> bodyParts, String description) {}
