package org.cloudfilm.gateway.stow;

import java.util.List;
import org.cloudfilm.gateway.intake.Verdict;
import org.cloudfilm.storage.film.StoreOutcome;
import org.springframework.http.HttpStatus;

/**
 * Every status we answer with: Failure Reason (0008,1197) of an instance (PS3.18 annex I.2.2) and the HTTP status of
 * the whole (PS3.18 table 10.5.3-1), mirrored in CONFORMANCE.md. The codes are those of C-STORE.
 */
enum StowStatus {
    STORED(0x0000),
    PROCESSING_FAILURE(0x0110),
    /** the SOP Instance UID is known in another study or series */
    DUPLICATE_SOP_INSTANCE(0x0111),
    /** the study or instance belongs to another hospital */
    NOT_AUTHORIZED(0x0124),
    /** worth trying again later */
    OUT_OF_RESOURCES(0xA700),
    /** the data set belongs to another study than the one in the URL */
    DATA_SET_DOES_NOT_MATCH(0xA900),
    CANNOT_UNDERSTAND(0xC000),
    IDENTIFIER_MISSING(0xC001),
    LIMIT_EXCEEDED(0xC002);

    final int code;

    StowStatus(int code) {
        this.code = code;
    }

    static StowStatus of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Decided(StoreOutcome.Refused refused) ->
                switch (refused.reason()) {
                    case MALFORMED -> CANNOT_UNDERSTAND;
                    case MISSING_UID -> IDENTIFIER_MISSING;
                    case OTHER_HOSPITAL -> NOT_AUTHORIZED;
                    case CONFLICTING_HIERARCHY -> DUPLICATE_SOP_INSTANCE;
                    case TOO_LARGE -> LIMIT_EXCEEDED;
                    case OUT_OF_RESOURCES -> OUT_OF_RESOURCES;
                };
            case Verdict.Decided _ -> STORED;
            case Verdict.NotAsAnnounced _ -> DATA_SET_DOES_NOT_MATCH;
            case Verdict.Failed _ -> PROCESSING_FAILURE;
        };
    }

    /** The answer to a request whose parts fared so. */
    static HttpStatus overall(List<StowStatus> parts) {
        if (parts.contains(STORED)) {
            return parts.stream().allMatch(part -> part == STORED) ? HttpStatus.OK : HttpStatus.ACCEPTED;
        }
        if (parts.contains(OUT_OF_RESOURCES)) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        if (parts.stream().allMatch(part -> part == CANNOT_UNDERSTAND)) {
            return HttpStatus.BAD_REQUEST; // also when there was no part at all
        }
        if (parts.stream().allMatch(part -> part == LIMIT_EXCEEDED)) {
            return HttpStatus.CONTENT_TOO_LARGE;
        }
        return parts.contains(PROCESSING_FAILURE) ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.CONFLICT;
    }
}
