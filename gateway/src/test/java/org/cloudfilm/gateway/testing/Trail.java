package org.cloudfilm.gateway.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;

/** An audit trail in memory. */
public final class Trail implements AuditTrail {

    private final List<AuditEntry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void append(AuditEntry entry) {
        entries.add(entry);
    }

    public List<AuditEntry> entries() {
        return entries;
    }
}
