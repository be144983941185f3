package org.cloudfilm.gateway.stow;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.gateway.intake.StoreSession;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.FilmIntake;
import org.cloudfilm.storage.film.StudyUid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The Store transaction (PS3.18 section 10.5) on studies and on one study. */
@RestController
public class StowController {

    private static final Logger log = LoggerFactory.getLogger(StowController.class);

    private static final String STUDIES = "/dicom-web/studies";
    private static final String RETRY_AFTER_SECONDS = "30";

    private final FilmIntake films;
    private final AuditTrail audit;
    private final Clock clock;

    public StowController(FilmIntake films, AuditTrail audit, Clock clock) {
        this.films = films;
        this.audit = audit;
        this.clock = clock;
    }

    @PostMapping(STUDIES)
    ResponseEntity<byte[]> store(HttpServletRequest request) throws IOException, StowRefusedException {
        return store(request, Optional.empty());
    }

    @PostMapping(STUDIES + "/{study}")
    ResponseEntity<byte[]> store(@PathVariable String study, HttpServletRequest request)
            throws IOException, StowRefusedException {
        return store(request, Optional.of(uid(study)));
    }

    private static StudyUid uid(String study) throws StowRefusedException {
        try {
            return new StudyUid(study);
        } catch (IllegalArgumentException e) {
            throw new StowRefusedException(HttpStatus.BAD_REQUEST, "the study in the URL is no UID");
        }
    }

    private ResponseEntity<byte[]> store(HttpServletRequest request, Optional<StudyUid> study)
            throws IOException, StowRefusedException {
        Requester.HospitalSystem sender = StowSender.current();
        MediaType responseType = StowHeaders.responseType(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        Optional<String> boundary = StowHeaders.boundary(request.getContentType());
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new StowRefusedException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding is not supported");
        }
        List<StoredPart> parts = store(request.getInputStream(), boundary, sender, study);
        return response(parts, responseType);
    }

    private List<StoredPart> store(
            InputStream body, Optional<String> boundary, Requester.HospitalSystem sender, Optional<StudyUid> study) {
        long start = System.nanoTime();
        Arrival arrival = new Arrival(sender.hospital(), Arrival.Via.STOW, sender.id());
        try (StoreSession session = new StoreSession(films, audit, clock, arrival, sender.id())) {
            StoreRequest request = new StoreRequest(session, study, StoreRequest.MAX_PARTS);
            List<StoredPart> parts =
                    boundary.isPresent() ? request.multipart(body, boundary.get()) : request.single(body);
            log.info(
                    "STOW request of {}: {}; {} bytes in {} ms",
                    arrival.hospital(),
                    session.tally(),
                    session.tally().bytes(),
                    (System.nanoTime() - start) / 1_000_000);
            return parts;
        }
    }

    private static ResponseEntity<byte[]> response(List<StoredPart> parts, MediaType type) {
        HttpStatus status = StowStatus.overall(parts.stream().map(StoredPart::status).toList());
        String studies = ServletUriComponentsBuilder.fromCurrentContextPath().path(STUDIES).toUriString();
        ModelWriter writer = type.equals(StowHeaders.DICOM_XML) ? new XmlModelWriter() : new JsonModelWriter();
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status).contentType(type);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.body(new StoreResponse(writer, studies).write(parts).getBytes(StandardCharsets.UTF_8));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(StowRefusedException refused) {
        return ResponseEntity.status(refused.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(refused.status(), refused.getMessage()));
    }
}
