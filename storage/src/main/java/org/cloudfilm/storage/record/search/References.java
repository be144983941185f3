package org.cloudfilm.storage.record.search;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.index.IndexRows;
import org.cloudfilm.storage.record.index.ReferenceResolver;
import org.cloudfilm.storage.record.index.SearchParameter;
import org.cloudfilm.storage.record.json.JsonDocument;

/** Where a record's references lead, read from its content as it was when it was indexed. */
final class References {

    private final IndexRecord index;

    References(IndexRecord index) {
        this.index = index;
    }

    IndexRows rows(StoredRecord record) {
        return index.extract(
                JsonDocument.ofStored(record.content()),
                record.id().type(),
                record.id(),
                ReferenceResolver.AS_WRITTEN);
    }

    /** Keys of the targets of one parameter, or of all. */
    static Set<Long> targets(IndexRows rows, Optional<SearchParameter> parameter) {
        Set<Long> keys = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        parameter.ifPresent(of -> of.rows().forEach(one -> numbers.add(one.number())));
        for (IndexRows.Reference reference : rows.references()) {
            boolean wanted = parameter.isEmpty()
                    ? reference.param() != IndexRows.ATTACHED
                    : numbers.contains(reference.param());
            if (wanted) {
                keys.add(reference.target());
            }
        }
        if (rows.subject() != 0 && parameter.map(SearchParameter::bySubject).orElse(true)) {
            keys.add(rows.subject());
        }
        return keys;
    }
}
