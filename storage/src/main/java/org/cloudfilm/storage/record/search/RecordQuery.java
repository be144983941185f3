package org.cloudfilm.storage.record.search;

import java.util.List;
import java.util.Map;
import org.cloudfilm.storage.record.ResourceType;

/**
 * A search as it was understood. Made by {@link #parse}; its other parts are this package's own affair.
 *
 * @param unknown parameters that were left out (Prefer: handling=lenient)
 */
public record RecordQuery(ResourceType type, List<String> unknown) {

    /**
     * @param parameters names with modifiers, chains and values as decoded from the URL or form, in order, without
     *     those of the protocol ({@code _format}, {@code _pretty}, {@code _summary=…} but for count, {@code _elements})
     * @param strict     refuse unknown parameters instead of leaving them out
     * @throws org.cloudfilm.storage.record.RecordRefusal BAD_QUERY, with the parameter as path
     */
    public static RecordQuery parse(
            ResourceType type, List<Map.Entry<String, String>> parameters, boolean strict) {
        throw new UnsupportedOperationException();
    }
}
