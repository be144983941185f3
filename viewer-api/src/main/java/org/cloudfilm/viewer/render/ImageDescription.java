package org.cloudfilm.viewer.render;

import java.util.List;

/**
 * What of an instance's header matters for its pixels, small enough to be kept.
 *
 * @param presentations of all frames alike when there is one, else one for each frame
 */
record ImageDescription(PixelFormat format, List<Presentation> presentations) {

    ImageDescription {
        presentations = List.copyOf(presentations);
    }

    /** @param frame counts from 1 */
    Presentation presentation(int frame) {
        return presentations.get(Math.min(frame, presentations.size()) - 1);
    }
}
