package org.cloudfilm.viewer.render;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.viewer.problem.PlainProblem;

/**
 * Many pictures as {@code multipart/related} (RFC 2387), each made when its turn comes. A frame that cannot be shown
 * is a part that says so, so that one bad frame does not cost the others.
 */
final class PictureParts {

    private final RenderImage render;
    private final StudyPermit permit;
    private final Rendering how;

    PictureParts(RenderImage render, StudyPermit permit, Rendering how) {
        this.render = render;
        this.permit = permit;
        this.how = how;
    }

    void answer(List<RenderedResources.Shown> shown, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String tag = tag(shown);
        if (PictureReply.notModified(request, response, tag)) {
            return;
        }
        String boundary = "pictures-" + tag;
        response.setContentType(
                "multipart/related; type=\"" + how.type().mediaType() + "\"; boundary=" + boundary);
        if ("HEAD".equals(request.getMethod())) {
            return;
        }
        OutputStream out = response.getOutputStream();
        for (RenderedResources.Shown one : shown) {
            part(out, boundary, one);
        }
        out.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void part(OutputStream out, String boundary, RenderedResources.Shown one) throws IOException {
        String type = how.type().mediaType();
        byte[] body;
        try {
            body = render.encoded(permit, one.instance(), one.frame(), how);
        } catch (FrameDecodingException e) {
            if (e.kind() == FrameDecodingException.Kind.BUSY) {
                // worth another try, and no answer that somebody may keep by its ETag
                throw e;
            }
            type = PlainProblem.MEDIA_TYPE;
            body = new PlainProblem(PictureStatus.of(e.kind()), e.getMessage()).json();
        } catch (IllegalArgumentException e) {
            // the viewport lies outside of this one; the next may be larger
            type = PlainProblem.MEDIA_TYPE;
            body = new PlainProblem(PictureStatus.BAD_REQUEST, e.getMessage()).json();
        }
        String head = "\r\n--" + boundary + "\r\nContent-Type: " + type + "\r\nContent-Location: " + location(one)
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
    }

    private static String location(RenderedResources.Shown one) {
        StoredInstance instance = one.instance();
        return RenderedFilter.ROOT + "/studies/" + instance.study() + "/series/" + instance.series() + "/instances/"
                + instance.uid() + "/frames/" + one.frame() + "/rendered";
    }

    /** Changes with every picture in it. */
    private String tag(List<RenderedResources.Shown> shown) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(how.key().getBytes(StandardCharsets.US_ASCII));
            for (RenderedResources.Shown one : shown) {
                sha.update((one.instance().digest() + '/' + one.frame()).getBytes(StandardCharsets.US_ASCII));
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
