package org.cloudfilm.viewer.render;

import java.io.IOException;

/** A frame could not be decoded. The message speaks of the codestream only and is fit for a client to see. */
public final class FrameDecodingException extends IOException {

    /** Whose fault it is. */
    public enum Kind {
        /** the bytes are no such picture: wrong magic, cut short, other dimensions than the data set says */
        MALFORMED,
        /** decoding would take more memory than a frame may */
        TOO_LARGE,
        /** nobody here decodes this transfer syntax or format */
        UNSUPPORTED,
        /** the decoder died on it or took too long */
        FAILED,
        /** all decoders are busy; worth another try */
        BUSY
    }

    private final Kind kind;

    public FrameDecodingException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
