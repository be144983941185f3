package org.cloudfilm.viewer.render;

import java.util.List;

/**
 * What of an instance's header matters for its pixels, small enough to be kept.
 *
 * @param presentations of all frames alike when there is one, else one for each frame
 */
record ImageDescription(PixelFormat format, List<Presentation> presentations) {

    private static final int BYTES_OF_PRESENTATION = 200;

    ImageDescription {
        presentations = List.copyOf(presentations);
    }

    /** @param frame counts from 1 */
    Presentation presentation(int frame) {
        return presentations.get(Math.min(frame, presentations.size()) - 1);
    }

    /** Bytes of memory, more or less. The frames have their tables in common. */
    int weight() {
        return BYTES_OF_PRESENTATION * presentations.size() + 4 * presentations.getFirst().entries();
    }
}
