package org.cloudfilm.viewer.recognition;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.viewer.CurrentRequester;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * CDS Hooks 2.0. Status codes: 400 not what the hook says, 403 no system of a hospital or no clinician, 404 no such
 * service or card, 412 the patient or visit cannot be told, 413 too long, 415 not JSON; without a valid token 401, by
 * the security chain.
 */
@RestController
@RequestMapping("/cds-services")
class CdsController {

    private static final int LONGEST = 2 << 20;

    private final Advise advise;
    private final CdsFeedback feedback;

    CdsController(Advise advise, CdsFeedback feedback) {
        this.advise = advise;
        this.feedback = feedback;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ServiceView(
            String hook, String title, String description, String id, Map<String, String> prefetch, String usageRequirements) {}

    record Discovery(List<ServiceView> services) {}

    @GetMapping
    Discovery discover() {
        return new Discovery(Arrays.stream(CdsService.values())
                .map(service -> new ServiceView(
                        service.hook(),
                        service.title(),
                        service.description(),
                        service.id(),
                        Map.of("patient", "Patient/{{context.patientId}}"),
                        "The hospital sends its patients, visits and orders to Cloudfilm (FHIR R4 or HL7 v2)."))
                .toList());
    }

    @PostMapping("/{id}")
    Card.Cards call(@PathVariable String id, HttpServletRequest request) throws IOException {
        CdsService service = service(id);
        Requester.HospitalSystem system = system();
        return advise.advise(system, service, ReadCdsRequest.read(service, body(request)), Asking.english(request));
    }

    @PostMapping("/{id}/feedback")
    ResponseEntity<Void> feedback(@PathVariable String id, HttpServletRequest request) throws IOException {
        CdsService service = service(id);
        feedback.take(system(), service, body(request));
        return ResponseEntity.ok().build();
    }

    private static CdsService service(String id) {
        return CdsService.find(id).orElseThrow(() -> new CdsRefusal(404, "there is no such service"));
    }

    private static Requester.HospitalSystem system() {
        return CurrentRequester.find(Requester.HospitalSystem.class)
                .orElseThrow(() -> new CdsRefusal(403, "only systems of hospitals may call"));
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        MediaType type;
        try {
            type = MediaType.parseMediaType(String.valueOf(request.getContentType()));
        } catch (IllegalArgumentException e) {
            throw new CdsRefusal(415, "the body must be application/json");
        }
        if (!type.isCompatibleWith(MediaType.APPLICATION_JSON) || type.isWildcardType()) {
            throw new CdsRefusal(415, "the body must be application/json");
        }
        byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            throw new CdsRefusal(413, "the body is longer than 2 MB");
        }
        return body;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(CdsRefusal refusal) {
        return ResponseEntity.status(refusal.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(refusal.status()), refusal.getMessage()));
    }
}
