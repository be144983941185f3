/**
 * Everything that understands DICOM bytes, except pixels.
 *
 * <p>Bytes of a data set go into a {@link org.cloudfilm.storage.film.dicom.DicomScanner} as they come off the wire and
 * come out as a {@link org.cloudfilm.storage.film.dicom.ScannedInstance}: its identifiers, its header as a {@link
 * org.cloudfilm.storage.film.dicom.Dataset}, and a {@link org.cloudfilm.storage.film.dicom.FrameTable} that says where
 * each frame lies. Values longer than a kilobyte are passed over and become {@link
 * org.cloudfilm.storage.film.dicom.BulkRef}s. {@link org.cloudfilm.storage.film.dicom.DicomJson} writes a header as
 * PS3.18 metadata, {@link org.cloudfilm.storage.film.dicom.Part10} makes and reads what stands in front of a data set
 * in a file, {@link org.cloudfilm.storage.film.dicom.DicomWriter} writes data sets.
 *
 * <p>Whatever the bytes say, only {@link org.cloudfilm.storage.film.dicom.DicomFormatException} comes out, memory
 * stays below {@link org.cloudfilm.storage.film.dicom.ScanLimits}, and no message contains a value. Text is kept as
 * sent and decoded when asked for, before it is split into values. Frames of deflated data sets and of single bits
 * that share bytes cannot be read by range; {@link org.cloudfilm.storage.film.dicom.FrameBits} says where those lie.
 */
package org.cloudfilm.storage.film.dicom;
