package org.cloudfilm.gateway.dimse;

import org.cloudfilm.gateway.intake.Verdict;
import org.cloudfilm.storage.film.StoreOutcome;

/** Every status we answer with (PS3.7 annex C, PS3.4 section B.2.3), mirrored in CONFORMANCE.md. */
enum DimseStatus {
    SUCCESS(0x0000),
    /** our fault; the log has the cause */
    PROCESSING_FAILURE(0x0110),
    /** the SOP Instance UID is known in another study or series */
    DUPLICATE_SOP_INSTANCE(0x0111),
    /** the command's SOP Instance UID is missing or no UID */
    INVALID_SOP_INSTANCE(0x0117),
    /** the command's SOP class is not the presentation context's */
    SOP_CLASS_NOT_SUPPORTED(0x0122),
    /** the study or instance belongs to another hospital */
    NOT_AUTHORIZED(0x0124),
    UNRECOGNIZED_OPERATION(0x0211),
    /** worth trying again later */
    OUT_OF_RESOURCES(0xA700),
    DATA_SET_DOES_NOT_MATCH_SOP_CLASS(0xA900),
    CANNOT_UNDERSTAND(0xC000),
    IDENTIFIER_MISSING(0xC001),
    LIMIT_EXCEEDED(0xC002),
    NO_DATA_SET(0xC003);

    /** Longest Error Comment (0000,0902), VR LO. */
    private static final int COMMENT_LENGTH = 64;

    final int code;

    DimseStatus(int code) {
        this.code = code;
    }

    /** A status and its error comment, empty when there is nothing to say; never patient data. */
    record Answer(DimseStatus status, String comment) {

        Answer {
            String ascii = comment.replaceAll("[^ -\\[\\]-~]+", " ").strip();
            comment = ascii.substring(0, Math.min(ascii.length(), COMMENT_LENGTH));
        }
    }

    static Answer of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Decided(StoreOutcome.Refused refused) -> of(refused);
            case Verdict.Decided _ -> new Answer(SUCCESS, "");
            case Verdict.NotAsAnnounced(var _, var discrepancy) -> new Answer(
                    DATA_SET_DOES_NOT_MATCH_SOP_CLASS,
                    switch (discrepancy) {
                        case SOP_CLASS -> "SOP Class UID differs between command and data set";
                        case SOP_INSTANCE -> "SOP Instance UID differs between command and data set";
                        case STUDY -> "Study Instance UID differs from the one announced";
                    });
            case Verdict.Failed _ -> new Answer(PROCESSING_FAILURE, "Internal error");
        };
    }

    private static Answer of(StoreOutcome.Refused refused) {
        DimseStatus status =
                switch (refused.reason()) {
                    case MALFORMED -> CANNOT_UNDERSTAND;
                    case MISSING_UID -> IDENTIFIER_MISSING;
                    case OTHER_HOSPITAL -> NOT_AUTHORIZED;
                    case CONFLICTING_HIERARCHY -> DUPLICATE_SOP_INSTANCE;
                    case TOO_LARGE -> LIMIT_EXCEEDED;
                    case OUT_OF_RESOURCES -> OUT_OF_RESOURCES;
                };
        return new Answer(status, refused.detail());
    }
}
