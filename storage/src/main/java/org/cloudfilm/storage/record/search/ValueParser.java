package org.cloudfilm.storage.record.search;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.index.FoldedText;
import org.cloudfilm.storage.record.index.SearchParameter;
import org.cloudfilm.storage.record.search.Condition.Rows;

/** Modifiers and values of one parameter of its own kind (FHIR R4 sections 3.1.1.4.4 to 3.1.1.4.12). */
final class ValueParser {

    /** Codes that name one thing: what a search by one of them finds is little. */
    private static final Set<String> NAMING = Set.of("identifier", "email", "phone", "telecom");

    /** Parameters of few codes: many of a patient's records have the same one. */
    private static final Set<String> COMMON = Set.of("status", "category", "class", "intent", "clinical-status");

    private final ZoneId zone;
    private final Instant now;
    private final OwnUrls own;

    ValueParser(ZoneId zone, Instant now, OwnUrls own) {
        this.zone = zone;
        this.now = now;
        this.own = own;
    }

    static int[] numbers(SearchParameter parameter) {
        return parameter.rows().stream().mapToInt(SearchParameter.Rows::number).toArray();
    }

    Condition parse(SearchParameter parameter, String name, String modifier, List<String> alternatives) {
        // whether two values are there together is in no row
        if (modifier.equals("missing") && parameter.kind() != SearchParameter.Kind.COMPOSITE) {
            return missing(parameter, name, alternatives);
        }
        return switch (parameter.kind()) {
            case TOKEN -> tokens(parameter, name, modifier, alternatives);
            case REFERENCE -> new ReferenceParser(own).parse(parameter, name, modifier, alternatives);
            case STRING -> texts(parameter, name, modifier, alternatives);
            case URI -> uris(parameter, name, modifier, alternatives);
            case DATE -> {
                none(name, modifier);
                yield rows(parameter, new RowTest.Values(RowTest.Table.DATE, dates(name, alternatives)));
            }
            case NUMBER -> {
                none(name, modifier);
                yield rows(parameter, new RowTest.Quantities(quantities(name, alternatives, false), 0));
            }
            case QUANTITY -> {
                none(name, modifier);
                yield rows(parameter, new RowTest.Quantities(quantities(name, alternatives, true), 0));
            }
            case COMPOSITE -> {
                none(name, modifier);
                yield new CompositeParser(this, own).parse(parameter, name, alternatives);
            }
            case SPECIAL -> {
                none(name, modifier);
                yield rows(parameter, new RowTest.Quantities(alternatives.stream()
                        .map(alternative -> NearMatch.parse(name, alternative))
                        .toList(), 0));
            }
        };
    }

    private static Condition missing(SearchParameter parameter, String name, List<String> alternatives) {
        return switch (alternatives.size() == 1 ? alternatives.getFirst() : "") {
            case "true" -> new Condition.Present(parameter.bit(), false);
            case "false" -> new Condition.Present(parameter.bit(), true);
            default -> throw Bad.query(name, "true or false is expected");
        };
    }

    private static void none(String name, String modifier) {
        if (!modifier.isEmpty()) {
            throw modifier(name, modifier);
        }
    }

    static RuntimeException modifier(String name, String modifier) {
        return Bad.query(
                name, "the modifier " + ConditionParser.quoted(modifier) + " is not supported for this parameter");
    }

    private static Rows rows(SearchParameter parameter, RowTest test) {
        return new Rows(numbers(parameter), test, false);
    }

    private Condition tokens(
            SearchParameter parameter, String name, String modifier, List<String> alternatives) {
        return switch (modifier) {
            case "" -> tokens(numbers(parameter), name, NAMING.contains(parameter.code()), alternatives);
            case "not" -> new Condition.Not(tokens(numbers(parameter), name, false, alternatives));
            case "text" -> new Rows(
                    parameter.rows().stream().mapToInt(SearchParameter.Rows::text).toArray(),
                    new RowTest.Values(RowTest.Table.STRING, alternatives.stream()
                            .map(text -> TextMatch.begins(folded(name, text)))
                            .toList()),
                    false);
            case "of-type" -> ofType(parameter, name, alternatives);
            default -> throw modifier(name, modifier);
        };
    }

    /** {@code code}, {@code system|code}, {@code |code} and {@code system|}. */
    static Condition tokens(int[] numbers, String name, boolean selective, List<String> alternatives) {
        List<Long> codes = new ArrayList<>();
        List<Long> pairedCodes = new ArrayList<>();
        List<Long> pairedSystems = new ArrayList<>();
        List<Long> systems = new ArrayList<>();
        for (String alternative : alternatives) {
            Token token = Token.parse(name, alternative);
            if (token.code().isEmpty()) {
                systems.add(token.systemKey());
            } else if (token.system() == null) {
                codes.add(token.codeKey());
            } else {
                pairedCodes.add(token.codeKey());
                pairedSystems.add(token.systemKey());
            }
        }
        int rank = COMMON.contains(name) ? 2 : 1;
        List<Condition> conditions = new ArrayList<>();
        if (!codes.isEmpty()) {
            conditions.add(new Rows(numbers, new RowTest.Codes(array(codes)), selective, rank));
        }
        if (!pairedCodes.isEmpty()) {
            RowTest test = new RowTest.SystemCodes(array(pairedSystems), array(pairedCodes));
            conditions.add(new Rows(numbers, test, selective, rank));
        }
        if (!systems.isEmpty()) {
            conditions.add(new Rows(numbers, new RowTest.Systems(array(systems)), false, 3));
        }
        return either(conditions);
    }

    /** {@code type's system|type's code|value} of identifiers. */
    private static Condition ofType(SearchParameter parameter, String name, List<String> alternatives) {
        if (!parameter.dataTypes().contains("Identifier")) {
            throw modifier(name, "of-type");
        }
        long[] systems = new long[alternatives.size()];
        long[] codes = new long[alternatives.size()];
        for (int i = 0; i < codes.length; i++) {
            List<String> parts = Value.split(alternatives.get(i), '|');
            if (parts.size() != 3 || parts.stream().anyMatch(String::isEmpty)) {
                throw Bad.query(name, "system|code|value is expected");
            }
            systems[i] = Key64.of(Value.plain(parts.get(0)));
            codes[i] = Key64.of(Value.plain(parts.get(1)), Value.plain(parts.get(2)));
        }
        int[] numbers = parameter.rows().stream().mapToInt(SearchParameter.Rows::ofType).toArray();
        return new Rows(numbers, new RowTest.SystemCodes(systems, codes), true);
    }

    private static Condition texts(
            SearchParameter parameter, String name, String modifier, List<String> alternatives) {
        List<TextMatch> matches = new ArrayList<>();
        for (String alternative : alternatives) {
            String folded = folded(name, alternative);
            matches.add(switch (modifier) {
                case "" -> TextMatch.begins(folded);
                case "contains" -> TextMatch.contains(folded);
                case "exact" -> TextMatch.exact(folded, Value.plain(alternative));
                default -> throw modifier(name, modifier);
            });
        }
        return rows(parameter, new RowTest.Values(RowTest.Table.STRING, matches));
    }

    private static String folded(String name, String alternative) {
        String folded = FoldedText.of(Value.plain(alternative));
        if (folded.isEmpty()) {
            throw Bad.query(name, "an empty value");
        }
        return folded;
    }

    private static Condition uris(
            SearchParameter parameter, String name, String modifier, List<String> alternatives) {
        List<TextMatch> matches = new ArrayList<>();
        for (String alternative : alternatives) {
            String uri = Value.plain(alternative);
            switch (modifier) {
                case "" -> matches.add(TextMatch.equal(uri));
                case "below" -> matches.add(TextMatch.begins(uri));
                case "above" -> above(uri).forEach(one -> matches.add(TextMatch.equal(one)));
                default -> throw modifier(name, modifier);
            }
        }
        if (matches.size() > ConditionParser.MOST_VALUES) {
            throw Bad.costly(name, "too many steps in these URLs");
        }
        return rows(parameter, new RowTest.Values(RowTest.Table.STRING, matches));
    }

    /** The URI and what stands before each of its slashes, with and without it. */
    private static List<String> above(String uri) {
        List<String> all = new ArrayList<>(List.of(uri));
        int start = uri.indexOf("://");
        for (int i = uri.indexOf('/', start < 0 ? 0 : start + 3); i > 0; i = uri.indexOf('/', i + 1)) {
            all.add(uri.substring(0, i));
            all.add(uri.substring(0, i + 1));
        }
        return all;
    }

    List<DateMatch> dates(String name, List<String> alternatives) {
        List<DateMatch> dates = new ArrayList<>();
        for (String alternative : alternatives) {
            dates.add(DateMatch.parse(alternative, zone, now)
                    .orElseThrow(() -> Bad.query(name, "no date or time of FHIR, or an unknown prefix")));
        }
        return dates;
    }

    /** {@code number}, and {@code number|system|unit} where units are allowed. */
    static List<QuantityMatch> quantities(String name, List<String> alternatives, boolean units) {
        List<QuantityMatch> quantities = new ArrayList<>();
        for (String alternative : alternatives) {
            List<String> parts = Value.split(alternative, '|');
            if (parts.size() != 1 && (parts.size() != 3 || !units)) {
                throw Bad.query(name, units ? "number|system|unit is expected" : "a number is expected");
            }
            Optional<Long> system = part(parts, 1).map(Key64::of);
            Optional<Long> unit = part(parts, 2).map(Key64::of);
            quantities.add(QuantityMatch.parse(parts.getFirst(), unit, system)
                    .orElseThrow(() -> Bad.query(name, "no number, or an unknown prefix")));
        }
        return quantities;
    }

    private static Optional<String> part(List<String> parts, int index) {
        return index < parts.size() && !parts.get(index).isEmpty()
                ? Optional.of(Value.plain(parts.get(index)))
                : Optional.empty();
    }

    static Condition either(List<Condition> conditions) {
        return conditions.size() == 1 ? conditions.getFirst() : new Condition.Any(conditions);
    }

    static long[] array(List<Long> keys) {
        return keys.stream().mapToLong(Long::longValue).toArray();
    }
}
