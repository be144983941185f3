package org.cloudfilm.storage.record.imaging;

import java.util.Optional;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.json.FhirContent;

/** Whom the records of a study are about. */
sealed interface Subject {

    /**
     * A Patient that is there.
     *
     * @param givenUp the number by which the film names it, if that is no longer its own: should it be taken back, the
     *     film is known by it
     */
    record Known(RecordId patient, Optional<Number> givenUp) implements Subject {}

    record Number(String system, String value) {}

    /** One to be made of the film's header, unless somebody makes it first. */
    record New(String fullUrl, RecordChange.Create patient) implements Subject {}

    /** The film has no patient ID: there is only a name. */
    record Unidentified(String name) implements Subject {}

    default void write(FhirContent out) {
        switch (this) {
            case Known known -> {
                out.begin("subject").text("reference", known.patient().toString());
                known.givenUp().ifPresent(number -> out.begin("identifier")
                        .text("system", number.system())
                        .text("value", number.value())
                        .end());
                out.end();
            }
            case New made -> out.reference("subject", made.fullUrl());
            case Unidentified nobody -> out.begin("subject")
                    .text("display", nobody.name().isBlank() ? "unknown" : nobody.name())
                    .end();
        }
    }
}
