/**
 * Which Patient records a description or a number is about, within what the asker may read.
 *
 * <p>{@code MatchPatients} scores (the operation {@code $match}); {@code CrossReference} says under which other numbers
 * the patient of a number is kept ({@code $ihe-pix}). Both look only at records and identities of the permit's scope: of
 * a person's other hospitals a hospital learns nothing here, not even through a number that only they have sent.
 */
package org.cloudfilm.storage.record.match;
