package org.cloudfilm.storage.audit;

/** @param seq its number in the trail, from 1 */
public record TrailEntry(long seq, AuditEntry entry) {}
