package org.cloudfilm.storage.film.dicom;

/**
 * Where the pixel data of an instance lies.
 *
 * @param start     of its value, or of its first item
 * @param length    in bytes when native; 0 when encapsulated
 * @param fragments of encapsulated pixel data, null when native
 */
record PixelSpan(int tag, long start, long length, Fragments fragments) {}
