/**
 * Visits (就诊): which patients are in which hospital, now and lately. A visit is a FHIR Encounter; {@code VisitRows}
 * keeps one row for each in the transaction that writes it, whichever door it came through, so that access decisions and
 * the pages need not read records. Whose visit it is, {@code patient_record} says when asked: merges of persons change
 * nothing here.
 *
 * <p>Open are visits with status arrived, triaged, in-progress and onleave. One that is finished has an end: its
 * period's, or else the time at which it was first said to be finished. Planned, cancelled and mistaken ones are kept as
 * rows that are neither.
 */
package org.cloudfilm.storage.visit;
