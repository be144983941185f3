package org.cloudfilm.storage.audit;

/** Append-only, hash-chained trail of decisions and accesses. */
public interface AuditTrail {

    /**
     * Returns once the entry is durable; entries of concurrent callers share one commit.
     *
     * @throws AuditUnavailableException when it could not be written
     */
    void append(AuditEntry entry);

    /** Takes the entry and returns before it is durable, so that the caller can do something else meanwhile. */
    default Underway begin(AuditEntry entry) {
        append(entry);
        return () -> {};
    }

    /** An entry that is being written. */
    interface Underway {

        /**
         * Returns once the entry is durable. May be called more than once.
         *
         * @throws AuditUnavailableException when it could not be written
         */
        void await();
    }
}
