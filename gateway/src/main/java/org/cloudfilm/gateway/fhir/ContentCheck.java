package org.cloudfilm.gateway.fhir;

import java.util.List;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.ResourceType;

/** What a deployment asks of contents beyond their structure, which the store checks anyway. */
interface ContentCheck {

    ContentCheck NONE = (type, content) -> List.of();

    List<Flaw> flaws(ResourceType type, Content content);

    /** @throws FhirRejection 422 with the elements at fault */
    default void check(RecordChange change) throws FhirRejection {
        Content content = switch (change) {
            case RecordChange.Create create -> create.content();
            case RecordChange.Update update -> update.content();
            case RecordChange.UpdateWhere update -> update.content();
            case RecordChange.Delete _, RecordChange.DeleteWhere _ -> null;
        };
        List<Flaw> flaws = content == null ? List.of() : flaws(change.type(), content);
        if (!flaws.isEmpty()) {
            throw new FhirRejection(422, flaws);
        }
    }
}
