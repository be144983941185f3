package org.cloudfilm.storage.film;

import org.cloudfilm.storage.film.dicom.TransferSyntax;

/** The way in: instances are begun, written and committed, one at a time per association or request part. */
public interface FilmIntake {

    /**
     * Begins one instance. Nothing is visible to readers, and nothing survives a crash, until
     * {@link InstanceUpload#commit} has returned.
     */
    InstanceUpload begin(Arrival arrival, TransferSyntax transferSyntax);
}
