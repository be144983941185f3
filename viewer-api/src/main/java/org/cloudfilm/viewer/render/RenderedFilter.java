package org.cloudfilm.viewer.render;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.storage.audit.AuditUnavailableException;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.viewer.Cause;
import org.cloudfilm.viewer.CurrentRequester;
import org.cloudfilm.viewer.ReadOnly;
import org.cloudfilm.viewer.problem.PlainProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Rendered and thumbnail resources of {@code /dicom-web} (PS3.18 section 10.4). A filter for the same reason as the
 * other reads of DICOMweb: a picture costs no dispatching. Runs behind Spring Security's filters.
 */
final class RenderedFilter extends HttpFilter {

    static final String ROOT = "/dicom-web";

    private static final Logger LOG = LoggerFactory.getLogger(RenderedFilter.class);

    private final transient RenderedResources resources;

    RenderedFilter(RenderedResources resources) {
        this.resources = resources;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length() + ROOT.length());
        boolean ours = path.endsWith("/rendered") || path.endsWith("/thumbnail");
        if (!ours) {
            chain.doFilter(request, response);
            return;
        }
        if (!ReadOnly.reads(request)) {
            ReadOnly.tellMethods(request, response, "GET, HEAD");
            return;
        }
        try {
            answer(path, request, response);
        } catch (FrameDecodingException e) {
            if (response.isCommitted()) {
                throw e;
            }
            int status = PictureStatus.of(e.kind());
            if (e.kind() == FrameDecodingException.Kind.BUSY) {
                response.setHeader("Retry-After", "2");
            }
            new PlainProblem(status, e.getMessage()).answer(response);
        } catch (IllegalArgumentException e) {
            new PlainProblem(PictureStatus.BAD_REQUEST, e.getMessage()).answer(response);
        } catch (IOException | UncheckedIOException | DataAccessException | AuditUnavailableException e) {
            if (response.isCommitted()) {
                throw e;
            }
            LOG.warn("a stored film could not be read: {}", Cause.of(e));
            response.setHeader("Retry-After", "5");
            new PlainProblem(503, "the store cannot be reached, try again").answer(response);
        }
    }

    private void answer(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Requester> who;
        try {
            who = CurrentRequester.find();
        } catch (IllegalArgumentException e) {
            new PlainProblem(403, "the token names no requester known here").answer(response);
            return;
        }
        if (who.isEmpty()) {
            new PlainProblem(401, "sign in first").answer(response);
            return;
        }
        Optional<RenderedPath> target = RenderedPath.parse(path);
        Optional<ImageType> type = PictureAccept.choose(request);
        if (target.isEmpty()) {
            new PlainProblem(PictureStatus.NOT_FOUND, RenderedResources.NOTHING).answer(response);
        } else if (type.isEmpty()) {
            new PlainProblem(PictureStatus.NOT_ACCEPTABLE, "pictures are image/jpeg or image/png here").answer(response);
        } else {
            Rendering how = (target.get().thumbnail() ? Rendering.thumbnail(type.get()) : Rendering.full(type.get()))
                    .with(query(request));
            resources.answer(who.get(), target.get(), how, request, response);
        }
    }

    private static Map<String, String> query(HttpServletRequest request) {
        if (request.getQueryString() == null) {
            return Map.of();
        }
        Map<String, String> query = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> query.put(name, values[0]));
        return query;
    }
}
