package org.cloudfilm.standalone.node;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.standalone.doors.GatewayDoor;
import org.cloudfilm.storage.film.ByteSource;
import org.cloudfilm.storage.film.HeldSegments;
import org.cloudfilm.storage.film.PackId;
import org.cloudfilm.storage.film.SegmentSource.Part;
import org.springframework.context.annotation.Conditional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Ranges of the segments this process holds, for other processes of the deployment and nobody else. */
@RestController
@Conditional(GatewayDoor.class)
class SegmentController {

    private final HeldSegments segments;
    private final NodeSignature signature;

    SegmentController(HeldSegments segments, NodeSignature signature) {
        this.segments = segments;
        this.signature = signature;
    }

    @GetMapping(RemoteSegments.ROOT + "{pack}")
    void range(
            @PathVariable UUID pack,
            @RequestParam String part,
            @RequestParam long offset,
            @RequestParam long length,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String target = request.getRequestURI() + "?" + request.getQueryString();
        if (!signature.accepts(request.getHeader("Authorization"), target)) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        Optional<ByteSource> range = segments.find(new PackId(pack), part(part), offset, length);
        if (range.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType("application/octet-stream");
        response.setHeader("Cache-Control", "no-store");
        try (InputStream in = range.get().open()) {
            response.setContentLengthLong(length);
            in.transferTo(response.getOutputStream());
        }
    }

    private static Part part(String name) {
        return name.toUpperCase(Locale.ROOT).equals(Part.METADATA.name()) ? Part.METADATA : Part.BYTES;
    }
}
