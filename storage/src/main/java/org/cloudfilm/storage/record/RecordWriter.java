package org.cloudfilm.storage.record;

import org.cloudfilm.storage.hospital.HospitalId;

/**
 * On whose behalf records are written. A hospital changes and deletes only what is its own.
 *
 * @param actor the authenticated sender's id for the audit trail
 */
public record RecordWriter(HospitalId hospital, String actor) {}
