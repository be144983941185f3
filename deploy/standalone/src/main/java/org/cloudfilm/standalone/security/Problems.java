package org.cloudfilm.standalone.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.cloudfilm.viewer.problem.PlainProblem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Refusals of the security filters as problem details (RFC 9457), below {@code /fhir} as OperationOutcomes, with the
 * challenge RFC 6750 asks for.
 */
final class Problems implements AuthenticationEntryPoint, AccessDeniedHandler {

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof AuthenticationServiceException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            answer(request, response, HttpStatus.SERVICE_UNAVAILABLE);
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
                e instanceof InvalidBearerTokenException ? "Bearer error=\"invalid_token\"" : "Bearer");
        answer(request, response, HttpStatus.UNAUTHORIZED);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        answer(request, response, HttpStatus.FORBIDDEN);
    }

    static void answer(HttpServletRequest request, HttpServletResponse response, HttpStatus status)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        String path = request.getRequestURI();
        if (path == null || !path.startsWith("/fhir")) {
            new PlainProblem(status).answer(response);
            return;
        }
        byte[] body = outcome(status).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status.value());
        response.setContentType("application/fhir+json;charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String outcome(HttpStatus status) {
        String code = switch (status) {
            case BAD_REQUEST -> "invalid";
            case UNAUTHORIZED -> "login";
            case SERVICE_UNAVAILABLE -> "transient";
            default -> "forbidden";
        };
        return "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"%s\",\"diagnostics\":\"%s\"}]}"
                .formatted(code, status.getReasonPhrase());
    }
}
