package org.cloudfilm.storage.film.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.cloudfilm.storage.consent.SearchPermit;
import org.cloudfilm.storage.film.catalogue.FilmQuery.Criterion;
import org.cloudfilm.storage.film.catalogue.SearchKey.Table;

/**
 * One search as one statement. Only names of our own columns are part of its text; every value is a parameter.
 *
 * <p>Criteria on what lies below the level that is listed become one {@code exists}, so that they must hold together. A
 * scope of several parts is one search for each, so that each finds its first rows by an index, and then the first of all.
 */
final class SearchSql {

    private final List<FilmScope.Part> scope;
    private final FilmQuery query;
    private final List<Object> parameters = new ArrayList<>();
    private final String text;

    SearchSql(SearchPermit.Scope scope, FilmQuery query) {
        this.scope = FilmScope.parts(scope);
        this.query = query;
        this.text = statement();
    }

    private String statement() {
        if (matchesNothing()) {
            return "";
        }
        if (scope.size() == 1) {
            String search = select("") + where(scope.getFirst()) + order();
            page();
            return search + " limit ? offset ?";
        }
        List<String> searches = new ArrayList<>();
        for (FilmScope.Part part : scope) {
            searches.add("(" + select(keys()) + where(part) + order() + " limit ?)");
            parameters.add(Math.addExact(query.offset(), query.limit() + 1));
        }
        String all = "select * from (" + String.join(" union all ", searches) + ") st"
                + " order by st.study_date desc nulls last, st.study_time desc nulls last, st.study_id"
                + below(", st.series_number nulls last, st.series_id", ", st.number nulls last, st.instance_id");
        page();
        return all + " limit ? offset ?";
    }

    private void page() {
        parameters.add(query.limit() + 1);
        parameters.add(query.offset());
    }

    /** What the parts are merged by. */
    private String keys() {
        return ", st.study_date, st.study_time, st.id as study_id"
                + below(", se.number as series_number, se.id as series_id", ", i.number, i.id as instance_id");
    }

    private String below(String series, String instance) {
        return switch (query.level()) {
            case STUDY -> "";
            case SERIES -> series;
            case INSTANCE -> series + instance;
        };
    }

    /** There is nothing to search in. */
    boolean matchesNothing() {
        return scope.isEmpty();
    }

    String text() {
        return text;
    }

    List<Object> parameters() {
        return parameters;
    }

    private String select(String more) {
        String study = "select st.uid, st.attributes, st.modalities, st.n_series, st.n_instances";
        String series = ", se.uid as series_uid, se.attributes as series_attributes, se.n_instances as series_instances";
        String instance = ", i.uid as instance_uid, i.attributes as instance_attributes, i.transfer_syntax";
        String above = " join study st on st.id = se.study join patient pa on pa.id = st.patient";
        return switch (query.level()) {
            case STUDY -> study + more + " from study st join patient pa on pa.id = st.patient";
            case SERIES -> study + series + more + " from series se" + above;
            case INSTANCE ->
                study + series + instance + more + " from instance i join series se on se.id = i.series" + above;
        };
    }

    private String where(FilmScope.Part part) {
        parameters.addAll(part.values());
        StringBuilder where = new StringBuilder(" where ").append(part.condition());
        query.study().ifPresent(uid -> where.append(" and ").append(bind("st.uid = ?", uid.value())));
        query.series().ifPresent(uid -> where.append(" and ").append(bind("se.uid = ?", uid.value())));
        where.append(on(Table.PATIENT)).append(on(Table.STUDY));
        switch (query.level()) {
            case STUDY -> {
                if (any(Table.SERIES) || any(Table.REQUEST) || any(Table.INSTANCE)) {
                    where.append(" and exists (select 1 from series se where se.study = st.id")
                            .append(seriesAndBelow())
                            .append(')');
                }
            }
            case SERIES -> where.append(seriesAndBelow());
            case INSTANCE ->
                where.append(" and not i.superseded")
                        .append(on(Table.SERIES))
                        .append(inRequest())
                        .append(on(Table.INSTANCE));
        }
        return where.toString();
    }

    private String seriesAndBelow() {
        String series = on(Table.SERIES) + inRequest();
        return any(Table.INSTANCE)
                ? series + " and exists (select 1 from instance i where i.series = se.id and not i.superseded"
                        + on(Table.INSTANCE) + ")"
                : series;
    }

    private String inRequest() {
        return any(Table.REQUEST)
                ? " and exists (select 1 from request_attributes rq where rq.series = se.id" + on(Table.REQUEST) + ")"
                : "";
    }

    private boolean any(Table table) {
        return query.criteria().stream().anyMatch(c -> c.key().table() == table);
    }

    private String on(Table table) {
        List<Criterion> all =
                query.criteria().stream().filter(c -> c.key().table() == table).toList();
        StringBuilder conditions = new StringBuilder();
        for (Criterion one : MomentRange.combined(all, parameters, conditions)) {
            conditions.append(" and ").append(condition(one.key(), one.matching()));
        }
        return conditions.toString();
    }

    private String condition(SearchKey key, Matching matching) {
        String column = key.column();
        return switch (matching) {
            case Matching.AnyOf any when key.kind() == SearchKey.Kind.CODES ->
                bind(column + " && ?::text[]", any.values().toArray(String[]::new));
            case Matching.AnyOf any when any.values().size() == 1 ->
                bind(column + " = ?", any.values().getFirst());
            case Matching.AnyOf any -> bind(column + " = any(?::text[])", any.values().toArray(String[]::new));
            case Matching.Wildcard w when key.kind() == SearchKey.Kind.CODES ->
                bind("exists (select 1 from unnest(" + column + ") one where one like ?)", like(w.pattern()));
            case Matching.Wildcard w -> bind(column + " like ?", like(w.pattern()));
            case Matching.Numbers n -> bind(column + " = any(?)", n.values().toArray(Integer[]::new));
            case Matching.Dates d -> between(column, d.from(), d.to());
            case Matching.Times t -> between(column, t.from(), t.to());
            case Matching.Name n -> name(key, n.name());
            case Matching.Empty e -> empty(key);
        };
    }

    private String between(String column, Object from, Object to) {
        if (from != null && from.equals(to)) {
            return bind(column + " = ?", from);
        }
        String low = from == null ? "" : bind(column + " >= ?", from);
        String high = to == null ? "" : bind(column + " <= ?", to);
        return low.isEmpty() || high.isEmpty() ? low + high : low + " and " + high;
    }

    private String name(SearchKey key, String name) {
        String column = key.column();
        List<String> conditions = new ArrayList<>();
        if (query.fuzzyNames()) {
            String alike = key == SearchKey.PATIENT_NAME
                    ? "pa.id in (select patients_named_like(?))"
                    : "word_similarity(?, " + column + ") >= 0.4";
            for (String word : NamePattern.words(name)) {
                parameters.add(NamePattern.beginning(word));
                parameters.add(word);
                conditions.add("(" + column + " ~ ? or " + alike + ")");
            }
        } else {
            for (String group : NamePattern.groups(name)) {
                conditions.add(bind(column + " ~ ?", group));
            }
        }
        return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }

    private static String empty(SearchKey key) {
        return switch (key.kind()) {
            case DATE, TIME, NUMBER -> key.column() + " is null";
            case CODES -> key.column() + " = '{}'";
            case TEXT, CODE, UID, NAME -> key.column() + " = ''";
        };
    }

    private static String like(String pattern) {
        return pattern.replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_")
                .replace('*', '%')
                .replace('?', '_');
    }

    private String order() {
        return " order by st.study_date desc nulls last, st.study_time desc nulls last, st.id"
                + below(", se.number nulls last, se.id", ", i.number nulls last, i.id");
    }

    private String bind(String condition, Object value) {
        parameters.add(value);
        return condition;
    }
}
