/**
 * Films as records: each study in the film catalogue has its ImagingStudy, each DICOM SR and PDF its DocumentReference.
 *
 * <p>They are a function of the catalogue: {@code StudyFacts} reads what it says of a study, and what is written is
 * that, as FHIR. The catalogue calls {@link org.cloudfilm.storage.record.imaging.FilmRecords#follow} inside its own
 * transaction, so film and record are visible together or not at all, and whatever brings the catalogue back (recovery,
 * rebuild) brings the records back. When:
 * <ul>
 *   <li>with the first instance of a study or series, with each document, with corrections and removals: at once;
 *   <li>further instances of a known series: when the study has been quiet for a second, every ten seconds if it never
 *       is, and in any case in the transaction that says its pack is sealed. One write for each instance would write the
 *       list of five hundred five hundred times;
 *   <li>an order that comes, changes or goes after its films: by an outbox event ({@code OrderChanges},
 *       {@code LinkOrders}), because a transaction of records must not wait for the rows of a study.
 * </ul>
 *
 * <p>Ids are UIDs and reserved ({@link org.cloudfilm.storage.record.ReservedIds}). The subject is the hospital's Patient
 * with the film's patient ID, made from the header when there is none. The order is the hospital's ServiceRequest with
 * the accession number, if it is about the same person. Locks are taken study first, records after.
 *
 * <p>Once a study has been quiet for a minute it is announced ({@code AnnounceStudies}), once for each batch of images. The
 * statement that notes that its records are current also puts the announcement into the outbox, so receiving costs one
 * small row a study. A recovery finds what was announced before; a rebuild announces nothing.
 *
 * <p>Failure: when the database fails, so does the catalogue's transaction. Records that cannot be written for what they
 * say are logged by path and tried again with the study's next change: no film is refused for its record's sake.
 */
package org.cloudfilm.storage.record.imaging;
