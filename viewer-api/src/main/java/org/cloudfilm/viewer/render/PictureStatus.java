package org.cloudfilm.viewer.render;

/** HTTP status codes of frames that cannot be shown (PS3.18 section 8.5, RFC 9110). */
final class PictureStatus {

    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int NOT_ACCEPTABLE = 406;
    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;

    private PictureStatus() {}

    static int of(FrameDecodingException.Kind kind) {
        return switch (kind) {
            case MALFORMED, TOO_LARGE, FAILED -> UNPROCESSABLE;
            case UNSUPPORTED -> NOT_ACCEPTABLE;
            case BUSY -> UNAVAILABLE;
        };
    }
}
