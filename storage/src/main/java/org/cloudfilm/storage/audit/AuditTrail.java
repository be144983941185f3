package org.cloudfilm.storage.audit;

/** Append-only, hash-chained trail of decisions and accesses. */
public interface AuditTrail {

    /** Returns once the entry is durable; entries of concurrent callers share one commit. */
    void append(AuditEntry entry);
}
