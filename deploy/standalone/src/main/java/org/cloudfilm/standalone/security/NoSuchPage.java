package org.cloudfilm.standalone.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.web.header.HeaderWriter;

/**
 * Whoever types an address that is not there, or cannot be, into a browser is told so by the pages' own document;
 * programs get the problem they always get.
 */
public final class NoSuchPage {

    /** Below these there are no pages, whoever asks. */
    private static final List<String> WITHOUT_PAGES =
            List.of("/dicom-web/", "/api/", "/fhir/", "/cds-services/", "/shl/");

    private final Optional<byte[]> document;
    private final HeaderWriter headers;

    /**
     * @param document none where there are no pages: then nobody is shown one
     * @param headers of pages; written here too, because a request may be turned away before any filter wrote them
     */
    NoSuchPage(Optional<byte[]> document, HeaderWriter headers) {
        this.document = document;
        this.headers = headers;
    }

    /**
     * Answers with the page, if one was asked for.
     *
     * @return whether it did; otherwise the answer is the caller's to give
     */
    public boolean shown(HttpServletRequest request, HttpServletResponse response, HttpStatus status)
            throws IOException {
        // what Tomcat could not read has neither
        String path = Objects.requireNonNullElse(request.getRequestURI(), "");
        String method = Objects.requireNonNullElse(request.getMethod(), "");
        if (document.isEmpty() || response.isCommitted() || WITHOUT_PAGES.stream().anyMatch(path::startsWith)) {
            return false;
        }
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        boolean head = method.equals(HttpMethod.HEAD.name());
        if (!head && !method.equals(HttpMethod.GET.name())
                || !namesPages(request.getHeader(HttpHeaders.ACCEPT))) {
            return false;
        }
        byte[] page = document.get();
        headers.writeHeaders(request, response);
        response.setStatus(status.value());
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.setContentLength(page.length);
        if (!head) {
            response.getOutputStream().write(page);
        }
        return true;
    }

    /** Asks for a page by name: what takes anything, as most programs do, is content with a problem. */
    private static boolean namesPages(String accept) {
        try {
            return MediaType.parseMediaTypes(accept).stream()
                    .anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_HTML) && type.getQualityValue() > 0);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
