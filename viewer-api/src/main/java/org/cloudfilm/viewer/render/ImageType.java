package org.cloudfilm.viewer.render;

/** The media types of rendered pictures offered here, the preferred one first. */
enum ImageType {
    JPEG("image/jpeg"),
    PNG("image/png");

    private final String mediaType;

    ImageType(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }
}
