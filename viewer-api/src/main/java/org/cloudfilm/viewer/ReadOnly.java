package org.cloudfilm.viewer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cloudfilm.viewer.problem.PlainProblem;

/** What resources that are only read answer to other methods (RFC 9110 sections 9.3.7 and 15.5.6). */
public final class ReadOnly {

    private ReadOnly() {}

    public static boolean reads(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    /** Of a request that reads nothing: which methods there are; 204 to who asks for them, otherwise 405. */
    public static void tellMethods(HttpServletRequest request, HttpServletResponse response, String allowed)
            throws IOException {
        response.setHeader("Allow", allowed);
        if (request.getMethod().equals("OPTIONS")) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        new PlainProblem(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "not with this method").answer(response);
    }
}
