package org.cloudfilm.standalone.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Refusals of the security filters as problem details (RFC 9457), below {@code /fhir} as OperationOutcomes, with the
 * challenge RFC 6750 asks for.
 */
final class Problems implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private final HttpStatus denied;

    /** @param denied what to answer to who is known and still may not */
    Problems(HttpStatus denied) {
        this.denied = denied;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof AuthenticationServiceException) {
            write(request, response, HttpStatus.SERVICE_UNAVAILABLE);
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
                e instanceof InvalidBearerTokenException ? "Bearer error=\"invalid_token\"" : "Bearer");
        write(request, response, HttpStatus.UNAUTHORIZED);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        write(request, response, denied);
    }

    /** Of the firewall: the URL or a header is written in a way that two programs may read differently. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException e)
            throws IOException {
        write(request, response, HttpStatus.BAD_REQUEST);
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(status.value());
        boolean fhir = request.getRequestURI().startsWith("/fhir");
        response.setContentType(fhir ? "application/fhir+json;charset=UTF-8" : "application/problem+json");
        byte[] body = (fhir ? outcome(status) : problem(status)).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String problem(HttpStatus status) {
        return "{\"status\":%d,\"title\":\"%s\"}".formatted(status.value(), status.getReasonPhrase());
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
