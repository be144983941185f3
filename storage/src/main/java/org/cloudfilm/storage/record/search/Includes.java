package org.cloudfilm.storage.record.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.index.IndexRows;
import org.cloudfilm.storage.record.index.SearchParameter;
import org.cloudfilm.storage.record.index.SearchParameters;
import org.cloudfilm.storage.record.search.RecordQuery.Parts;

/** What a page's records refer to, and what refers to them (FHIR R4 section 3.1.1.5.4), within the scope. */
final class Includes {

    /** Included records of one page. */
    static final int MOST = 1000;

    /** Times that {@code :iterate} goes on from what was included. */
    static final int MOST_ROUNDS = 4;

    private final RecordDatabase database;
    private final References references;
    private final LargeContents large;

    Includes(RecordDatabase database, References references) {
        this.database = database;
        this.references = references;
        this.large = new LargeContents(database);
    }

    List<StoredRecord> of(ScopeSql scope, ResourceType type, Parts query, List<StoredRecord> matches) {
        if (query.includes().isEmpty() && query.reverseIncludes().isEmpty() || matches.isEmpty()) {
            return List.of();
        }
        Map<RecordId, StoredRecord> known = new LinkedHashMap<>();
        matches.forEach(match -> known.put(match.id(), match));
        List<StoredRecord> frontier = matches;
        for (int round = 0; !frontier.isEmpty(); round++) {
            boolean later = round > 0;
            List<StoredRecord> found = new ArrayList<>();
            found.addAll(forward(scope, active(query.includes(), later), frontier));
            for (Inclusion inclusion : active(query.reverseIncludes(), later)) {
                found.addAll(backward(scope, inclusion, frontier));
            }
            found.removeIf(record -> known.putIfAbsent(record.id(), record) != null);
            if (known.size() - matches.size() > MOST) {
                throw Bad.costly("_include", "more than " + MOST + " records would be included in one page");
            }
            if (later && round > MOST_ROUNDS && !found.isEmpty()) {
                throw Bad.costly("_include:iterate", "more than " + MOST_ROUNDS + " rounds of inclusion");
            }
            frontier = found;
        }
        return known.values().stream().skip(matches.size()).toList();
    }

    private static List<Inclusion> active(List<Inclusion> inclusions, boolean later) {
        return later ? inclusions.stream().filter(Inclusion::iterate).toList() : inclusions;
    }

    private List<StoredRecord> forward(ScopeSql scope, List<Inclusion> inclusions, List<StoredRecord> from) {
        Map<Long, Set<ResourceType>> wanted = new HashMap<>();
        for (StoredRecord record : from) {
            List<Inclusion> own = inclusions.stream()
                    .filter(inclusion -> inclusion.source() == record.id().type())
                    .toList();
            if (own.isEmpty()) {
                continue;
            }
            IndexRows rows = references.rows(record);
            for (Inclusion inclusion : own) {
                Set<ResourceType> types = types(inclusion);
                References.targets(rows, inclusion.reference()).forEach(key -> wanted.computeIfAbsent(
                                key, k -> EnumSet.noneOf(ResourceType.class))
                        .addAll(types));
            }
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        Sql sql = new Sql().add("select " + FoundRow.COLUMNS + " from record r where r.self = any(?)",
                ValueParser.array(List.copyOf(wanted.keySet())));
        sql.add(" and not r.deleted and ");
        scope.writeAnyType(sql, "r");
        sql.add(" limit ?", MOST + 1);
        return read(sql, scope).stream()
                .filter(record -> wanted.get(record.id().key()).contains(record.id().type()))
                .toList();
    }

    /** Types that may be included: those the reference may lead to, or the one asked for. */
    private static Set<ResourceType> types(Inclusion inclusion) {
        if (inclusion.target().isPresent()) {
            return EnumSet.of(inclusion.target().get());
        }
        Set<String> names = inclusion.reference().map(SearchParameter::targets).orElse(Set.of());
        Set<ResourceType> types = EnumSet.noneOf(ResourceType.class);
        Stream.of(ResourceType.values())
                .filter(type -> names.isEmpty() || names.contains(type.typeName()))
                .forEach(types::add);
        return types;
    }

    private List<StoredRecord> backward(ScopeSql scope, Inclusion inclusion, List<StoredRecord> from) {
        if (scope.excludes(inclusion.source())) {
            return List.of();
        }
        List<SearchParameter> parameters = inclusion.reference()
                .map(List::of)
                .orElseGet(() -> SearchParameters.of(inclusion.source()).stream()
                        .filter(parameter -> parameter.kind() == SearchParameter.Kind.REFERENCE)
                        .filter(SearchParameter::supported)
                        .toList());
        Set<ResourceType> types = types(inclusion);
        long[] patients = keys(from, types, true);
        long[] others = keys(from, types, false);
        boolean bySubject = patients.length > 0 && parameters.stream().anyMatch(SearchParameter::bySubject);
        // the rows of parameters that always are the subject hold no patient
        int[] numbers = parameters.stream()
                .filter(parameter -> others.length > 0 || !Subjects.sole(parameter))
                .flatMapToInt(parameter -> Arrays.stream(ValueParser.numbers(parameter)))
                .distinct()
                .toArray();
        long[] targets = LongStream.concat(
                        Arrays.stream(patients), Arrays.stream(others))
                .toArray();
        if (!bySubject && (numbers.length == 0 || targets.length == 0)) {
            return List.of();
        }
        Sql sql = new Sql().add("select " + FoundRow.COLUMNS + " from record r where r.type = ? and not r.deleted",
                inclusion.source().number());
        scope.write(sql, "r", inclusion.source());
        sql.add(" and (");
        if (bySubject) {
            sql.anyOf("r.subject", patients);
        }
        if (numbers.length > 0) {
            sql.add(bySubject ? " or " : "").add("r.rid = any(array(select x.rid from record_reference x where ");
            sql.anyOf("x.param", numbers).add(" and ");
            sql.anyOf("x.target", targets).add("))");
        }
        sql.add(") order by r.rid limit ?", MOST + 1);
        return read(sql, scope);
    }

    private List<StoredRecord> read(Sql sql, ScopeSql scope) {
        List<FoundRow> rows = database.query(sql, false, FoundRow::plain);
        if (LargeContents.fitting(rows) < rows.size()) {
            throw Bad.costly("_include", "the included records of one page are too large");
        }
        return large.complete(rows, scope).stream().map(FoundRow::record).toList();
    }

    private static long[] keys(List<StoredRecord> from, Set<ResourceType> types, boolean patients) {
        return from.stream()
                .map(StoredRecord::id)
                .filter(id -> types.contains(id.type()) && (id.type() == ResourceType.PATIENT) == patients)
                .mapToLong(RecordId::key)
                .toArray();
    }
}
