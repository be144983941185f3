package org.cloudfilm.storage.record.index;

import java.util.List;
import java.util.Set;
import org.cloudfilm.storage.record.index.SearchParameter.Kind;
import org.cloudfilm.storage.record.index.SearchParameter.Rows;
import org.cloudfilm.storage.record.schema.CodeList;

/** What one search parameter takes from one element. */
sealed interface Harvest {

    /**
     * @param dataType  of the element
     * @param bit       of the parameter
     * @param rows      null when others' rows are looked at: only whether there is a value is noted
     * @param target    null when any type of target counts
     * @param targets   types that the parameter names, none for any
     * @param system    null when any system of contact points counts
     * @param exists    the value is whether there is one that is not false
     * @param codes     null when the element has no required binding
     * @param patient   it says whose record this is
     * @param bySubject no row for the reference that is the record's subject
     */
    record Value(
            Kind kind,
            String dataType,
            int bit,
            Rows rows,
            String target,
            Set<String> targets,
            String system,
            boolean exists,
            CodeList codes,
            boolean patient,
            boolean bySubject)
            implements Harvest {}

    /** Codings of the first children beside the values of the second. */
    record Pairs(int number, List<Child> first, List<Child> second, Kind secondKind) implements Harvest {}

    record Child(String jsonName, String dataType, CodeList codes) {}
}
