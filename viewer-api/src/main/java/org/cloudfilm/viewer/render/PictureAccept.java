package org.cloudfilm.viewer.render;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;

/** Which kind of picture a client takes: {@code accept} query parameter (PS3.18 section 8.3.3.1) or Accept header. */
final class PictureAccept {

    private PictureAccept() {}

    /** The best liked type, the preferred one among equals; empty when the client takes none. */
    static Optional<ImageType> choose(HttpServletRequest request) {
        String parameter = request.getParameter("accept");
        if (parameter != null) {
            // a plus in a query is a space
            return choose(parameter.replace("svg xml", "svg+xml"));
        }
        String header = String.join(",", Collections.list(request.getHeaders("Accept")));
        return choose(header);
    }

    static Optional<ImageType> choose(String accept) {
        if (accept.isBlank()) {
            return Optional.of(ImageType.JPEG);
        }
        ImageType best = null;
        double weight = 0;
        for (ImageType type : ImageType.values()) {
            double its = weight(accept.toLowerCase(Locale.ROOT), type);
            if (its > weight) {
                best = type;
                weight = its;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Of the closest range that covers the type. */
    private static double weight(String accept, ImageType type) {
        int closest = 0;
        double weight = 0;
        for (String range : accept.split(",")) {
            String[] parts = range.split(";");
            String name = parts[0].strip();
            double q = 1;
            for (int i = 1; i < parts.length; i++) {
                String[] parameter = parts[i].strip().split("=", 2);
                if (parameter.length < 2) {
                    continue;
                }
                String value = parameter[1].strip().replace("\"", "");
                if (parameter[0].strip().equals("q")) {
                    q = quality(value);
                } else if (parameter[0].strip().equals("type") && name.equals("multipart/related")) {
                    name = value;
                }
            }
            int near = name.equals(type.mediaType()) ? 3
                    : name.equals("image/*") ? 2
                    : name.equals("*/*") || name.equals("multipart/*") || name.equals("multipart/related") ? 1 : 0;
            if (near > closest || near == closest && near > 0 && q > weight) {
                closest = near;
                weight = q;
            }
        }
        return weight;
    }

    private static double quality(String value) {
        try {
            return Math.clamp(Double.parseDouble(value), 0, 1);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
