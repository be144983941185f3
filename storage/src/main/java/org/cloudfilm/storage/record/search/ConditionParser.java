package org.cloudfilm.storage.record.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameter;
import org.cloudfilm.storage.record.index.SearchParameters;
import org.cloudfilm.storage.record.search.Condition.Link;

/** Names with modifiers and chains, and what they lead to; the values are {@link ValueParser}'s. */
final class ConditionParser {

    /** Links in a chain, direct or reverse. */
    static final int DEEPEST = 3;

    /** Values joined by commas. */
    static final int MOST_VALUES = 200;

    /** Ways from type to type in one query, all chains taken together: each becomes a part of the statement. */
    static final int MOST_WAYS = 300;

    private final ValueParser values;
    private int steps;

    ConditionParser(ValueParser values) {
        this.values = values;
    }

    /** @throws UnknownParameter when the type has no such parameter */
    Condition parse(ResourceType type, String name, String value) {
        List<String> alternatives = Value.split(value, ',');
        if (alternatives.size() > MOST_VALUES) {
            throw Bad.costly(name, "more than " + MOST_VALUES + " values joined by commas");
        }
        return parse(type, name, alternatives, 0);
    }

    private Condition parse(ResourceType type, String name, List<String> alternatives, int depth) {
        if (name.startsWith("_has:")) {
            return referrer(type, name, alternatives, deeper(name, depth));
        }
        ParameterName parts = ParameterName.parse(name);
        if (parts.chain()) {
            return chain(type, name, parts, alternatives, deeper(name, depth));
        }
        return switch (parts.code()) {
            case "_id" -> {
                plain(name, parts);
                yield selfIn(type, name, alternatives);
            }
            case "_lastUpdated" -> {
                plain(name, parts);
                yield new Condition.Updated(values.dates(name, alternatives));
            }
            default -> values.parse(find(type, parts.code()), name, parts.modifier(), alternatives);
        };
    }

    static SearchParameter find(ResourceType type, String code) {
        return SearchParameters.find(type, code)
                .filter(SearchParameter::supported)
                .orElseThrow(() -> new UnknownParameter(type + " has no search parameter " + quoted(code)));
    }

    private void counted(String name) {
        if (++steps > MOST_WAYS) {
            throw Bad.costly(name, "chains that may lead over too many types: name the type, as in subject:Patient");
        }
    }

    private static int deeper(String name, int depth) {
        if (depth == DEEPEST) {
            throw Bad.costly(name, "a chain of more than " + DEEPEST + " links");
        }
        return depth + 1;
    }

    private static void plain(String name, ParameterName parts) {
        if (!parts.modifier().isEmpty()) {
            throw Bad.query(name, "the modifier " + quoted(parts.modifier()) + " does not go with this parameter");
        }
    }

    private static Condition selfIn(ResourceType type, String name, List<String> alternatives) {
        long[] keys = alternatives.stream()
                .map(Value::plain)
                .map(id -> id.startsWith(type.typeName() + "/") ? id.substring(type.typeName().length() + 1) : id)
                .filter(RecordId::wellFormed)
                .mapToLong(id -> new RecordId(type, id).key())
                .toArray();
        return keys.length == 0 ? new Condition.Never() : new Condition.SelfIn(keys);
    }

    private Condition chain(
            ResourceType type, String name, ParameterName parts, List<String> alternatives, int depth) {
        SearchParameter reference = reference(type, name, parts.code());
        List<Condition> ways = new ArrayList<>();
        Optional<UnknownParameter> unknown = Optional.empty();
        Optional<RecordRefusal> refused = Optional.empty();
        for (ResourceType target : targets(reference, name, parts.modifier())) {
            try {
                counted(name);
                ways.add(new Condition.Chain(
                        link(reference, target), target, List.of(parse(target, parts.rest(), alternatives, depth))));
            } catch (UnknownParameter e) {
                unknown = Optional.of(e);
            } catch (RecordRefusal e) {
                // with several targets, a value need be right for one of them only
                if (!parts.modifier().isEmpty() || e.kind() != RecordRefusal.Kind.BAD_QUERY) {
                    throw e;
                }
                refused = Optional.of(e);
            }
        }
        if (ways.isEmpty() && refused.isPresent()) {
            throw refused.get();
        }
        if (ways.isEmpty()) {
            throw unknown.orElseGet(() -> new UnknownParameter(parts.code() + " leads to no type that is kept"));
        }
        return ways.size() == 1 ? ways.getFirst() : new Condition.Any(ways);
    }

    /** {@code _has:Observation:patient:code}; what comes last may be a chain or another {@code _has}. */
    private Condition referrer(ResourceType type, String name, List<String> alternatives, int depth) {
        String[] parts = name.split(":", 4);
        if (parts.length < 4 || parts[3].isEmpty()) {
            throw Bad.query(name, "_has is followed by type, reference and parameter, with colons between");
        }
        counted(name);
        ResourceType source = ResourceType.find(parts[1])
                .orElseThrow(() -> new UnknownParameter(quoted(parts[1]) + " is no type that is kept"));
        SearchParameter reference = reference(source, name, parts[2]);
        if (!reference.targets().isEmpty() && !reference.targets().contains(type.typeName())) {
            throw Bad.query(name, parts[2] + " does not lead to " + type);
        }
        return new Condition.Referrer(
                source, link(reference, type), List.of(parse(source, parts[3], alternatives, depth)));
    }

    private static SearchParameter reference(ResourceType type, String name, String code) {
        SearchParameter parameter = find(type, code);
        if (parameter.kind() != SearchParameter.Kind.REFERENCE) {
            throw Bad.query(name, quoted(code) + " is no reference");
        }
        return parameter;
    }

    /** The kept types a reference may lead to, or the one named. */
    private static Set<ResourceType> targets(SearchParameter reference, String name, String modifier) {
        if (!modifier.isEmpty()) {
            ResourceType target = ResourceType.find(modifier)
                    .orElseThrow(() -> Bad.query(name, quoted(modifier) + " is no type that is kept"));
            if (!reference.targets().isEmpty() && !reference.targets().contains(modifier)) {
                throw Bad.query(name, reference.code() + " does not lead to " + modifier);
            }
            return Set.of(target);
        }
        Stream<ResourceType> types = reference.targets().isEmpty()
                ? Stream.of(ResourceType.values())
                : reference.targets().stream().map(ResourceType::find).flatMap(Optional::stream);
        return types.collect(Collectors.toCollection(TreeSet::new));
    }

    private static Link link(SearchParameter reference, ResourceType target) {
        boolean patient = target == ResourceType.PATIENT;
        return new Link(
                patient && reference.bySubject(),
                patient && Subjects.sole(reference) ? new int[0] : ValueParser.numbers(reference));
    }

    /** A name as it may stand in a message: nothing that could be anything else. */
    static String quoted(String name) {
        String clean = name.replaceAll("[^A-Za-z0-9_:.-]", "?");
        return '"' + (clean.length() > 64 ? clean.substring(0, 64) : clean) + '"';
    }
}
