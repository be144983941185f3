package org.cloudfilm.viewer.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * A problem (RFC 9457) where no controller answers: in a filter, or within a multipart. It has no type but its status.
 *
 * @param detail for whoever writes the client; null where the status says it all
 */
public record PlainProblem(int status, String detail) {

    public static final String MEDIA_TYPE = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    /** Of a status that says it all. */
    public PlainProblem(HttpStatus status) {
        this(status.value(), null);
    }

    public byte[] json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        HttpStatus known = HttpStatus.resolve(status);
        members.put("title", known == null ? "HTTP " + status : known.getReasonPhrase());
        members.put("status", status);
        if (detail != null) {
            members.put("detail", detail);
        }
        return JsonMapper.shared().writeValueAsBytes(members);
    }

    /** In place of whatever was about to be answered, which nothing may have left of yet. */
    public void answer(HttpServletResponse response) throws IOException {
        byte[] body = json();
        response.resetBuffer();
        response.setStatus(status);
        response.setHeader(HttpHeaders.ETAG, null);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
