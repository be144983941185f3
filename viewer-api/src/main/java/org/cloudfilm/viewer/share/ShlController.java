package org.cloudfilm.viewer.share;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.storage.audit.AuditUnavailableException;
import org.cloudfilm.viewer.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * The side of a link that anybody may call who has it: the manifest and its files. Open to pages of other origins, with
 * no credentials but what is in the link. Nothing is cached.
 *
 * <p>400 a request that cannot be understood, 401 a wrong passcode with {@code remainingAttempts}, 404 no such link or
 * one that has ended, 413 a request that is too long, 415 not JSON, 429 too many passcodes at once.
 */
@RestController
@RequestMapping("/shl")
@CrossOrigin(
        origins = "*",
        methods = {RequestMethod.POST, RequestMethod.GET},
        allowedHeaders = HttpHeaders.CONTENT_TYPE,
        exposedHeaders = HttpHeaders.RETRY_AFTER,
        maxAge = 86_400)
public class ShlController {

    private static final Logger log = LoggerFactory.getLogger(ShlController.class);
    private static final int LONGEST_BODY = 8 << 10;
    private static final MediaType JOSE = MediaType.parseMediaType("application/jose");

    private final OpenLink links;

    ShlController(OpenLink links) {
        this.links = links;
    }

    @PostMapping("/{secret}")
    ResponseEntity<Object> manifest(@PathVariable String secret, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        guard(response);
        if (!isJson(request.getContentType())) {
            return problem(415, "a manifest request is application/json");
        }
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            return problem(413, "a manifest request has at most " + LONGEST_BODY + " bytes");
        }
        ManifestRequest asked;
        try {
            asked = ManifestRequest.parse(body);
        } catch (ManifestRequest.Malformed e) {
            return problem(400, e.getMessage());
        }
        return LinkSecret.parse(secret)
                .map(known -> answer(links.open(known, asked)))
                .orElseGet(ShlController::notFound);
    }

    private static ResponseEntity<Object> answer(OpenLink.Outcome outcome) {
        return switch (outcome) {
            case OpenLink.Outcome.Opened opened -> ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(opened.manifest().toString().getBytes(StandardCharsets.UTF_8));
            case OpenLink.Outcome.WrongPasscode wrong -> ResponseEntity.status(401)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Map.of("remainingAttempts", wrong.remainingAttempts()));
            case OpenLink.Outcome.Busy busy -> ResponseEntity.status(429)
                    .header(HttpHeaders.RETRY_AFTER, "2")
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(body(429, "passcodes of this link are being looked at, try again"));
            case OpenLink.Outcome.Gone gone -> notFound();
        };
    }

    @GetMapping("/{secret}/{file}")
    ResponseEntity<Object> file(@PathVariable String secret, @PathVariable String file, HttpServletResponse response) {
        guard(response);
        Optional<String> jwe = LinkSecret.parse(secret).flatMap(known -> links.fetch(known, file));
        return jwe.isPresent()
                ? ResponseEntity.ok().contentType(JOSE).body(jwe.get().getBytes(StandardCharsets.US_ASCII))
                : notFound();
    }

    @ExceptionHandler({
            AuditUnavailableException.class, DataAccessException.class,
            UncheckedIOException.class})
    ResponseEntity<Object> unavailable(Exception e, HttpServletResponse response) {
        log.warn("a link could not be opened: {}", Cause.of(e));
        guard(response);
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        return problem(503, "links cannot be opened at the moment, try again");
    }

    private static boolean isJson(String contentType) {
        return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    private static void guard(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
    }

    private static ResponseEntity<Object> notFound() {
        return problem(404, "there is no such link, or it has ended");
    }

    private static ResponseEntity<Object> problem(int status, String detail) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(body(status, detail));
    }

    private static ProblemDetail body(int status, String detail) {
        return ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), detail);
    }
}
