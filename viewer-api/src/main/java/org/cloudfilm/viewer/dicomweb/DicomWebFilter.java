package org.cloudfilm.viewer.dicomweb;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.cloudfilm.storage.audit.AuditUnavailableException;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.viewer.Cause;
import org.cloudfilm.viewer.CurrentRequester;
import org.cloudfilm.viewer.ReadOnly;
import org.cloudfilm.viewer.problem.PlainProblem;
import org.cloudfilm.viewer.render.FrameDecodingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Reads of {@code /dicom-web} (PS3.18 sections 10.4 and 10.6). A filter, so that a frame costs no dispatching through
 * Spring MVC, and that what is not read here (storing, rendering) passes on to it.
 *
 * <p>Runs behind Spring Security's filters.
 */
final class DicomWebFilter extends HttpFilter {

    static final String ROOT = "/dicom-web";

    private static final Logger log = LoggerFactory.getLogger(DicomWebFilter.class);

    private final transient Handlers handlers;

    /** One for each kind of resource. */
    record Handlers(
            SearchHandler search,
            InstancesHandler instances,
            MetadataHandler metadata,
            FramesHandler frames,
            BulkHandler bulk) {}

    DicomWebFilter(Handlers handlers) {
        this.handlers = handlers;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        DicomWebPath path =
                DicomWebPath.parse(request.getRequestURI().substring((request.getContextPath() + ROOT).length()));
        if (path instanceof DicomWebPath.Elsewhere || path.takesInstances() && request.getMethod().equals("POST")) {
            chain.doFilter(request, response);
            return;
        }
        if (!ReadOnly.reads(request)) {
            ReadOnly.tellMethods(request, response, path.takesInstances() ? "GET, HEAD, POST" : "GET, HEAD");
            return;
        }
        try {
            handle(path, new Exchange(request, response, requester()));
        } catch (Rejection e) {
            new PlainProblem(e.status(), e.getMessage()).answer(response);
        } catch (FrameDecodingException e) {
            undecodable(response, e);
        } catch (IOException | UncheckedIOException | DataAccessException | AuditUnavailableException e) {
            unavailable(response, e);
        }
    }

    private static Requester requester() throws Rejection {
        try {
            return CurrentRequester.find().orElseThrow(() -> new Rejection(401, "sign in first"));
        } catch (IllegalArgumentException e) {
            throw new Rejection(403, "the token names no requester known here");
        }
    }

    private void handle(DicomWebPath path, Exchange exchange) throws IOException, Rejection {
        switch (path) {
            case DicomWebPath.Search search -> handlers.search().handle(exchange, search);
            case DicomWebPath.Instances instances -> handlers.instances().handle(exchange, instances);
            case DicomWebPath.Metadata metadata -> handlers.metadata().handle(exchange, metadata);
            case DicomWebPath.Frames frames -> handlers.frames().handle(exchange, frames);
            case DicomWebPath.Bulk bulk -> handlers.bulk().handle(exchange, bulk);
            case DicomWebPath.Malformed malformed -> throw Rejection.badRequest(malformed.detail());
            case DicomWebPath.Elsewhere e -> throw Rejection.notFound();
        }
    }

    private static void undecodable(HttpServletResponse response, FrameDecodingException e) throws IOException {
        if (response.isCommitted()) {
            throw e;
        }
        if (e.kind() == FrameDecodingException.Kind.BUSY) {
            response.setHeader("Retry-After", "2");
            new PlainProblem(503, e.getMessage()).answer(response);
        } else {
            new PlainProblem(
                            406, "cannot be decoded here (" + e.getMessage() + "), only sent as stored: transfer-syntax=*")
                    .answer(response);
        }
    }

    /**
     * What is stored cannot be had now, or reading it cannot be written down. Once the body has begun, only a broken
     * connection can say so.
     */
    private static void unavailable(HttpServletResponse response, Exception e) throws IOException {
        if (response.isCommitted()) {
            throw e instanceof IOException io ? io : new IOException("answer broken off", e);
        }
        log.warn("a stored film could not be read: {}", Cause.of(e));
        response.setHeader("Retry-After", "5");
        new PlainProblem(503, "the store cannot be reached, try again").answer(response);
    }
}
