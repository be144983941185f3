package org.cloudfilm.viewer.render;

import java.util.Map;
import java.util.Optional;

/**
 * How a picture is wanted (PS3.18 section 8.3.5).
 *
 * @param mayGrow whether a picture smaller than the viewport is made larger
 * @param quality of JPEG, 1 to 100
 */
record Rendering(ImageType type, int quality, Optional<Window> window, Optional<Viewport> viewport, boolean mayGrow) {

    /** Goes up when pictures are made differently, so that nobody keeps those made before. */
    static final String FORM = "3";

    private static final int FULL_QUALITY = 85;
    private static final int THUMBNAIL_QUALITY = 80;
    private static final int THUMBNAIL_SIDE = 256;

    static Rendering full(ImageType type) {
        return new Rendering(type, FULL_QUALITY, Optional.empty(), Optional.empty(), true);
    }

    static Rendering thumbnail(ImageType type) {
        return new Rendering(
                type,
                THUMBNAIL_QUALITY,
                Optional.empty(),
                Optional.of(Viewport.of(THUMBNAIL_SIDE, THUMBNAIL_SIDE)),
                false);
    }

    /**
     * This one, changed by query parameters; those that are not about rendering are ignored.
     *
     * @throws IllegalArgumentException for values that mean nothing; the message says which
     */
    Rendering with(Map<String, String> query) {
        int wantedQuality = query.containsKey("quality") ? quality(query.get("quality")) : quality;
        return new Rendering(
                type,
                wantedQuality,
                query.containsKey("window") ? Optional.of(window(query.get("window"))) : window,
                query.containsKey("viewport") ? Optional.of(Viewport.parse(query.get("viewport"))) : viewport,
                mayGrow || query.containsKey("viewport"));
    }

    private static int quality(String text) {
        try {
            int quality = Integer.parseInt(text.strip());
            if (quality >= 1 && quality <= 100) {
                return quality;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("quality must be 1 to 100");
    }

    private static Window window(String text) {
        String[] part = text.split(",", -1);
        try {
            if (part.length == 2 || part.length == 3) {
                return new Window(
                        Double.parseDouble(part[0]),
                        Double.parseDouble(part[1]),
                        part.length == 2 ? Window.Function.LINEAR : Window.Function.of(part[2]));
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalArgumentException("window must be center,width[,linear|linear-exact|sigmoid]");
    }

    /** Whether this is one of the two kinds made ahead. */
    boolean prepared() {
        return type == ImageType.JPEG
                && window.isEmpty()
                && (viewport.isEmpty() && quality == FULL_QUALITY || equals(thumbnail(ImageType.JPEG)));
    }

    /** The same text for the same picture, a few characters when nothing special is asked. */
    String key() {
        StringBuilder key = new StringBuilder(24).append(FORM).append(type == ImageType.JPEG ? 'j' : 'p');
        if (type == ImageType.JPEG) {
            key.append(quality);
        }
        window.ifPresent(w -> key.append('w').append(w.center()).append('_').append(w.width()).append(w.function()));
        viewport.ifPresent(v -> {
            key.append(mayGrow ? 'v' : 't').append(v.width()).append('x').append(v.height());
            if (v.x() != 0 || v.y() != 0 || v.sourceWidth() != 0 || v.sourceHeight() != 0) {
                key.append('s').append(v.x()).append('_').append(v.y());
                key.append('_').append(v.sourceWidth()).append('_').append(v.sourceHeight());
            }
        });
        return key.toString();
    }
}
