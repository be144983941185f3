package org.cloudfilm.storage.record.imaging;

import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.json.FhirContent;

/** Whom the records of a study are about. */
sealed interface Subject {

    /** A Patient that is there. */
    record Known(RecordId patient) implements Subject {}

    /** One to be made of the film's header, unless somebody makes it first. */
    record New(String fullUrl, RecordChange.Create patient) implements Subject {}

    /** The film has no patient ID: there is only a name. */
    record Unidentified(String name) implements Subject {}

    default void write(FhirContent out) {
        switch (this) {
            case Known known -> out.reference("subject", known.patient().toString());
            case New made -> out.reference("subject", made.fullUrl());
            case Unidentified nobody -> out.begin("subject")
                    .text("display", nobody.name().isBlank() ? "unknown" : nobody.name())
                    .end();
        }
    }
}
