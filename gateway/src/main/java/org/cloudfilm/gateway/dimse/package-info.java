/**
 * DICOM networking: the upper layer protocol (PS3.8 section 9) and DIMSE (PS3.7) as acceptor and service class
 * provider.
 *
 * <p>The upper layer is our own rather than dcm4che's (bus-image) for what that one cannot do: it times an association
 * only while nothing is performed, so that a sender which falls silent within an instance holds its slot forever; it
 * takes PDUs of up to 16 MiB whole into memory whatever was negotiated; and it reads the socket where TCP_QUICKACK
 * cannot be re-armed. Here the bytes of a data set go from the socket's buffer to the archive's segment and are copied
 * nowhere between.
 *
 * <p>Start reading at {@link org.cloudfilm.gateway.dimse.DicomServer}, then {@code Association}, {@code Dispatcher}
 * and {@code MessageReader}; every status code is in {@code DimseStatus}.
 */
package org.cloudfilm.gateway.dimse;
