package org.cloudfilm.storage.record.search;

import java.util.Optional;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameter;

/**
 * One {@code _include} or {@code _revinclude}.
 *
 * @param source    whose references are followed
 * @param reference empty for all of the source's
 * @param target    only records of this type
 * @param iterate   also from what was included
 */
record Inclusion(
        ResourceType source, Optional<SearchParameter> reference, Optional<ResourceType> target, boolean iterate) {}
