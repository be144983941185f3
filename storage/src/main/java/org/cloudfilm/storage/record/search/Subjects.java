package org.cloudfilm.storage.record.search;

import java.util.EnumSet;
import java.util.Set;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameter;

/** Whether {@code record.subject} is all there is to a record's patient. */
final class Subjects {

    /** Their element may name several patients, and then none of them is the record's subject. */
    private static final Set<ResourceType> SEVERAL =
            EnumSet.of(ResourceType.ACCOUNT, ResourceType.AUDIT_EVENT, ResourceType.PROVENANCE);

    private Subjects() {}

    /** A patient that the parameter leads to is always the record's subject: no row need be looked at for one. */
    static boolean sole(SearchParameter parameter) {
        return parameter.bySubject() && !SEVERAL.contains(parameter.type());
    }
}
