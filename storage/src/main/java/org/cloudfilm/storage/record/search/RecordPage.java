package org.cloudfilm.storage.record.search;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cloudfilm.storage.record.StoredRecord;

/**
 * One page of a search.
 *
 * @param matches  in the order asked for
 * @param included by _include and _revinclude, each once, none of the matches
 * @param total    of all matches the permit covers, when asked for or known without counting
 * @param next     opaque: the {@code _page} of the following page; empty at the end
 */
public record RecordPage(
        List<StoredRecord> matches, List<StoredRecord> included, OptionalLong total, Optional<String> next) {}
