package org.cloudfilm.storage.record.index;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cloudfilm.storage.record.ResourceType;

/**
 * Every search parameter of R4 for the kept types, and what IHE adds. Those of all resources: {@code _profile}, {@code _tag},
 * {@code _security} and {@code _source} have rows like any other; {@code _id} and {@code _lastUpdated} are columns and
 * not listed here; {@code _text}, {@code _content}, {@code _list} and {@code _query} are not supported and not listed.
 */
public final class SearchParameters {

    private static final Map<ResourceType, List<ParameterFile.Line>> LINES = ParameterFile.read();
    /** compiled when a type is first asked for */
    private static final Map<ResourceType, TypeIndex> TYPES = new ConcurrentHashMap<>();

    static {
        RowNumbers.refuseCollisions(LINES);
    }

    private SearchParameters() {}

    /** In the order of their codes. */
    public static Collection<SearchParameter> of(ResourceType type) {
        return index(type).parameters().values();
    }

    public static Optional<SearchParameter> find(ResourceType type, String code) {
        return Optional.ofNullable(index(type).parameters().get(code));
    }

    /** Reference parameters of a type that may lead to the other, for {@code _has} and {@code _revinclude=*}. */
    public static List<SearchParameter> leading(ResourceType type, ResourceType target) {
        return of(type).stream()
                .filter(parameter -> parameter.kind() == SearchParameter.Kind.REFERENCE)
                .filter(parameter -> parameter.targets().isEmpty() || parameter.targets().contains(target.typeName()))
                .toList();
    }

    static TypeIndex index(ResourceType type) {
        TypeIndex known = TYPES.get(type);
        return known != null ? known : TYPES.computeIfAbsent(type, of -> TypeIndex.compile(of, LINES.get(of)));
    }
}
