package org.cloudfilm.storage.record.imaging;

import java.util.Optional;
import org.cloudfilm.storage.record.RecordId;

/**
 * The ServiceRequest a study was made for.
 *
 * @param visit   of the order
 * @param patient whom it is for, if that Patient goes by the film's patient ID, under whatever system
 * @param labels  sensitive ones, as bits: the films made for it bear them too
 */
record Order(RecordId id, Optional<RecordId> visit, Optional<RecordId> patient, int labels) {}
