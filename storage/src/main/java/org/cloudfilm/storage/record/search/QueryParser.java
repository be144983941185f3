package org.cloudfilm.storage.record.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.ContentPath;
import org.cloudfilm.storage.record.index.SearchParameter;
import org.cloudfilm.storage.record.search.RecordQuery.Parts;
import org.cloudfilm.storage.record.search.RecordQuery.Total;

/** Reads the parameters of one search: those on the result here, the conditions through {@link ConditionParser}. */
final class QueryParser {

    private static final int MOST_PARAMETERS = 50;
    private static final int MOST_SORT_KEYS = 5;

    private final ResourceType type;
    private final boolean strict;
    private final OwnUrls own;
    private final ConditionParser conditionParser;
    private final List<String> unknown = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final List<SortKey> order = new ArrayList<>();
    private final List<Inclusion> includes = new ArrayList<>();
    private final List<Inclusion> reverseIncludes = new ArrayList<>();
    private final StringBuilder canonical = new StringBuilder();
    private int count = RecordQuery.DEFAULT_COUNT;
    private Total total = Total.NONE;
    private String page;
    private Optional<RecordId> patient = Optional.empty();
    private Optional<RecordQuery.Identifier> patientIdentifier = Optional.empty();

    QueryParser(ResourceType type, boolean strict, OwnUrls own) {
        this.type = type;
        this.strict = strict;
        this.own = own;
        this.conditionParser = new ConditionParser(new ValueParser(LocalZone.ZONE, Instant.now(), own));
    }

    RecordQuery parse(List<Map.Entry<String, String>> parameters) {
        if (parameters.size() > MOST_PARAMETERS) {
            throw Bad.costly("", "more than " + MOST_PARAMETERS + " parameters");
        }
        for (Map.Entry<String, String> parameter : parameters) {
            try {
                read(parameter.getKey(), parameter.getValue() == null ? "" : parameter.getValue());
            } catch (UnknownParameter e) {
                if (strict) {
                    throw Bad.query(parameter.getKey(), e.getMessage());
                }
                unknown.add(parameter.getKey());
            }
        }
        long hash = Key64.of(type.typeName(), canonical.toString());
        return new RecordQuery(
                type,
                unknown,
                new Parts(
                        List.copyOf(conditions),
                        List.copyOf(order),
                        count,
                        total,
                        List.copyOf(includes),
                        List.copyOf(reverseIncludes),
                        page(hash),
                        hash,
                        patient,
                        patientIdentifier));
    }

    private void read(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw Bad.query(ConditionParser.quoted(name), "no text holds the character with the number zero");
        }
        switch (name) {
            case "_count" -> count = count(value);
            case "_page" -> page = value;
            case "_total" -> total = switch (value) {
                case "none" -> Total.NONE;
                // counting is cheap enough to tell the truth
                case "accurate", "estimate" -> Total.ACCURATE;
                default -> throw Bad.query(name, "none, estimate or accurate is expected");
            };
            case "_summary" -> {
                if (value.equals("count")) {
                    count = 0;
                }
            }
            case "_format", "_pretty", "_elements" -> {
                // the door's affair
            }
            default -> {
                canonical.append(name).append('\u0001').append(value).append('\u0002');
                select(name, value);
            }
        }
    }

    private void select(String name, String value) {
        if (name.equals("_sort")) {
            sort(value);
        } else if (name.equals("_include") || name.startsWith("_include:")) {
            includes.add(new InclusionParser(name, value).parse(type, false));
        } else if (name.equals("_revinclude") || name.startsWith("_revinclude:")) {
            reverseIncludes.add(new InclusionParser(name, value).parse(type, true));
        } else if (!value.isEmpty()) {
            Condition condition = conditionParser.parse(type, name, value);
            conditions.add(condition);
            notePatient(name, value, condition);
            noteIdentifier(name, value);
        }
    }

    private void noteIdentifier(String name, String value) {
        if (type == ResourceType.PATIENT && name.equals("identifier") && Value.split(value, ',').size() == 1) {
            Token token = Token.parse(name, value);
            if (!token.code().isEmpty()) {
                patientIdentifier = Optional.of(new RecordQuery.Identifier(token.system(), token.code()));
            }
        }
    }

    private void notePatient(String name, String value, Condition condition) {
        if (patient.isPresent()) {
            return;
        }
        if (condition instanceof Condition.SubjectIn in && in.patients().length == 1) {
            String id = own.relative(Value.plain(value));
            patient = RecordId.parse(id)
                    .or(() -> Optional.of(new RecordId(ResourceType.PATIENT, id)));
        } else if (type == ResourceType.PATIENT
                && condition instanceof Condition.SelfIn in
                && in.keys().length == 1
                && RecordId.wellFormed(value)) {
            patient = Optional.of(new RecordId(type, value));
        }
    }

    private static int count(String value) {
        try {
            int count = Integer.parseInt(value);
            if (count >= 0) {
                return Math.min(count, RecordQuery.MAXIMUM_COUNT);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw Bad.query("_count", "a number from 0 is expected");
    }

    /** All of it, or, when a key is not known, none. */
    private void sort(String value) {
        List<SortKey> keys = new ArrayList<>();
        for (String key : value.split(",")) {
            boolean descending = key.startsWith("-");
            String code = descending ? key.substring(1) : key;
            keys.add(switch (code) {
                case "_id" -> SortKey.ofRecord(SortKey.By.ID, descending);
                case "_lastUpdated" -> SortKey.ofRecord(SortKey.By.UPDATED, descending);
                default -> sortKey(code, descending);
            });
        }
        order.addAll(keys);
        if (order.size() > MOST_SORT_KEYS) {
            throw Bad.costly("_sort", "more than " + MOST_SORT_KEYS + " keys");
        }
    }

    private SortKey sortKey(String code, boolean descending) {
        SearchParameter parameter = ConditionParser.find(type, code);
        SortKey.By by = switch (parameter.kind()) {
            case DATE -> SortKey.By.DATE;
            case STRING, URI -> SortKey.By.STRING;
            case NUMBER, QUANTITY -> SortKey.By.QUANTITY;
            case TOKEN, REFERENCE -> SortKey.By.CONTENT;
            case COMPOSITE, SPECIAL -> throw nothingToSortBy(parameter);
        };
        if (by != SortKey.By.CONTENT) {
            return new SortKey(by, ValueParser.numbers(parameter), List.of(), descending);
        }
        List<ContentPath> paths = ContentPath.of(parameter);
        if (paths.isEmpty()) {
            throw nothingToSortBy(parameter);
        }
        return new SortKey(by, new int[0], paths, descending);
    }

    private static UnknownParameter nothingToSortBy(SearchParameter parameter) {
        return new UnknownParameter(parameter + " is nothing to sort by");
    }

    private Optional<PageToken> page(long hash) {
        if (page == null) {
            return Optional.empty();
        }
        return Optional.of(PageToken.decode(page)
                .filter(token -> token.query() == hash && token.keys().size() == order.size())
                .orElseThrow(() -> Bad.query("_page", "not the page token of this search")));
    }
}
