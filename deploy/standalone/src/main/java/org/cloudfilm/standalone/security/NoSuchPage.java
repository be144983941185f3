package org.cloudfilm.standalone.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Whoever types an address that is not there into a browser is told so by the pages' own document, with the status 404;
 * programs get the problem they always get.
 */
final class NoSuchPage implements AccessDeniedHandler {

    private final byte[] document;
    private final AccessDeniedHandler programs;

    NoSuchPage(byte[] document, AccessDeniedHandler programs) {
        this.document = document;
        this.programs = programs;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException, ServletException {
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (!byBrowser(request) || response.isCommitted()) {
            programs.handle(request, response, e);
            return;
        }
        response.setStatus(HttpStatus.NOT_FOUND.value());
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.setContentLength(document.length);
        if (!request.getMethod().equals(HttpMethod.HEAD.name())) {
            response.getOutputStream().write(document);
        }
    }

    /** Asks for a page by name: what takes anything, as most programs do, is content with a problem. */
    private static boolean byBrowser(HttpServletRequest request) {
        if (!List.of(HttpMethod.GET.name(), HttpMethod.HEAD.name()).contains(request.getMethod())) {
            return false;
        }
        try {
            return MediaType.parseMediaTypes(request.getHeader(HttpHeaders.ACCEPT)).stream()
                    .anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_HTML) && type.getQualityValue() > 0);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
