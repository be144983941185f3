package org.cloudfilm.viewer.render;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;

/** Writes answers of the rendered resources. */
final class PictureReply {

    /** Below this, opening a file costs more than copying. */
    private static final int SENDFILE_FROM = 16 << 10;

    private PictureReply() {}

    /**
     * Sets what all pictures have; answers 304 when the client has this one.
     *
     * @return whether the answer is complete
     */
    static boolean notModified(HttpServletRequest request, HttpServletResponse response, String tag) {
        String etag = '"' + tag + '"';
        response.setHeader("ETag", etag);
        // a browser may keep it, but must ask each time whether this person may see it
        response.setHeader("Cache-Control", "private, no-cache");
        response.setHeader("Vary", "Accept, Authorization, Cookie");
        String known = request.getHeader("If-None-Match");
        if (known != null && (known.strip().equals("*") || known.contains(etag))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return true;
        }
        return false;
    }

    static void picture(HttpServletRequest request, HttpServletResponse response, ImageType type, byte[] picture)
            throws IOException {
        response.setContentType(type.mediaType());
        response.setContentLength(picture.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(picture);
        }
    }

    /**
     * Leaves a picture that lies in a file to Tomcat, which sends it without copying after the request was handled.
     *
     * @return false when that is not possible, and nothing was done
     */
    static boolean stored(
            HttpServletRequest request, HttpServletResponse response, ImageType type, PreparedPictures.Stored picture) {
        if (picture.file().isEmpty()
                || picture.length() < SENDFILE_FROM
                || !Boolean.TRUE.equals(request.getAttribute("org.apache.tomcat.sendfile.support"))
                || !Files.isRegularFile(picture.file().get())) {
            return false;
        }
        response.setContentType(type.mediaType());
        response.setContentLength(picture.length());
        if (!"HEAD".equals(request.getMethod())) {
            request.setAttribute(
                    "org.apache.tomcat.sendfile.filename", picture.file().get().toString());
            request.setAttribute("org.apache.tomcat.sendfile.start", picture.range().start());
            request.setAttribute("org.apache.tomcat.sendfile.end", picture.range().end());
        }
        return true;
    }
}
