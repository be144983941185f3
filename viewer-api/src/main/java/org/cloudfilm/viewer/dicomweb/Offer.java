package org.cloudfilm.viewer.dicomweb;

/**
 * A representation that could be sent.
 *
 * @param mediaType      of the body, or of its parts when multipart
 * @param transferSyntax UID, or null where the media type has none
 * @param unasked        also fits a client that names no transfer syntax
 */
record Offer(String mediaType, boolean multipart, String transferSyntax, boolean unasked) {

    String type() {
        return mediaType.substring(0, mediaType.indexOf('/'));
    }

    String subtype() {
        return mediaType.substring(mediaType.indexOf('/') + 1);
    }

    /** The Content-Type of the body when it is single, of each part otherwise. */
    String contentType() {
        return transferSyntax == null ? mediaType : mediaType + "; transfer-syntax=" + transferSyntax;
    }

    /** The Content-Type of the whole. */
    String contentType(String boundary) {
        return "multipart/related; type=\"" + mediaType + "\"; boundary=" + boundary;
    }
}
