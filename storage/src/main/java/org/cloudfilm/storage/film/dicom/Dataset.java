package org.cloudfilm.storage.film.dicom;

/** Attributes of a data set or item, in tag order, with large values as references into the Part 10 entry. */
public final class Dataset {}
