package org.cloudfilm.storage.record;

import java.util.List;

/**
 * A change that is not carried out. Thrown by {@link RecordStore#write}, so that the whole transaction, the caller's
 * included, is undone; the doors turn it into an OperationOutcome.
 */
public final class RecordRefusal extends RuntimeException {

    private final Kind kind;
    private final transient List<Flaw> flaws;

    public RecordRefusal(Kind kind, List<Flaw> flaws) {
        super(kind.name(), null, false, false);
        this.kind = kind;
        this.flaws = List.copyOf(flaws);
    }

    public static RecordRefusal of(Kind kind, String path, String text) {
        return new RecordRefusal(kind, List.of(new Flaw(path, kind.issueType, text)));
    }

    public Kind kind() {
        return kind;
    }

    public List<Flaw> flaws() {
        return flaws;
    }

    /** The HTTP status and the issue type (FHIR R4 section 3.1.0.4.2, value set issue-type) of each kind. */
    public enum Kind {
        /** not JSON, or not a resource of the type */
        MALFORMED(400, "structure"),
        /** a resource that breaks a rule of its type */
        INVALID(422, "invalid"),
        /** a search that cannot be understood */
        BAD_QUERY(400, "invalid"),
        NOT_KNOWN(404, "not-found"),
        GONE(410, "deleted"),
        /** the version is not the current one */
        CONFLICT(409, "conflict"),
        PRECONDITION_FAILED(412, "conflict"),
        /** criteria match more than one record */
        SEVERAL_MATCH(412, "multiple-matches"),
        /** it belongs to another hospital, or the type is not for writing */
        FORBIDDEN(403, "forbidden"),
        NOT_SUPPORTED(405, "not-supported"),
        /** larger, deeper or more than this server takes */
        TOO_COSTLY(413, "too-costly");

        private final int status;
        private final String issueType;

        Kind(int status, String issueType) {
            this.status = status;
            this.issueType = issueType;
        }

        public int status() {
            return status;
        }

        public String issueType() {
            return issueType;
        }
    }
}
