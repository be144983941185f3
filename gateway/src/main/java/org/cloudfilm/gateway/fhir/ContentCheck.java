package org.cloudfilm.gateway.fhir;

import java.util.List;
import java.util.Set;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.ResourceType;

/** What a deployment asks of contents beyond their structure, which the store checks anyway. */
interface ContentCheck {

    /** Of them, errors alone refuse a write. */
    enum Severity {
        ERROR,
        WARNING,
        INFORMATION
    }

    record Finding(Severity severity, Flaw flaw) {}

    /** @param profile canonical URL of a StructureDefinition */
    boolean knows(String profile);

    /** @param profiles known ones to check against, beside those that the content names in meta.profile */
    List<Finding> findings(ResourceType type, Content content, Set<String> profiles);

    /** @throws FhirRejection 422 with the elements at fault */
    default void check(RecordChange change) throws FhirRejection {
        Content content = switch (change) {
            case RecordChange.Create create -> create.content();
            case RecordChange.Update update -> update.content();
            case RecordChange.UpdateWhere update -> update.content();
            case RecordChange.Delete _, RecordChange.DeleteWhere _ -> null;
        };
        if (content == null) {
            return;
        }
        List<Flaw> flaws = findings(change.type(), content, Set.of()).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(Finding::flaw)
                .toList();
        if (!flaws.isEmpty()) {
            throw new FhirRejection(422, flaws);
        }
    }
}
