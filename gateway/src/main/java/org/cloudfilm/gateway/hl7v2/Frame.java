package org.cloudfilm.gateway.hl7v2;

/** What {@link MllpReader} found next on a connection. */
sealed interface Frame {

    /** A whole block. The array is the receiver's. */
    record Block(byte[] content) implements Frame {}

    /** A block longer than is taken; what is kept of it is its beginning. */
    record TooLong(byte[] beginning) implements Frame {}

    /** Nothing more will come that could be read. */
    record End(Why why) implements Frame {}

    enum Why {
        CLOSED("closed by the peer"),
        IDLE("silent for too long"),
        CUT_OFF("closed within a message"),
        TOO_SLOW("a message took too long"),
        NOT_MLLP("no start of a message among many bytes");

        final String text;

        Why(String text) {
            this.text = text;
        }
    }
}
