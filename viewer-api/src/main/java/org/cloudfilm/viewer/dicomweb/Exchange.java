package org.cloudfilm.viewer.dicomweb;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.cloudfilm.storage.consent.Requester;

/** One request with its answer, and who asks. */
record Exchange(HttpServletRequest request, HttpServletResponse response, Requester who) {

    boolean headOnly() {
        return "HEAD".equals(request.getMethod());
    }

    /** The service root as the client addressed it, without a slash at the end. */
    String serviceUrl() {
        StringBuffer url = request.getRequestURL();
        int path = url.indexOf(request.getRequestURI(), url.indexOf("://") + 3);
        return url.substring(0, path) + request.getContextPath() + DicomWebFilter.ROOT;
    }
}
