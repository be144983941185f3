package org.cloudfilm.storage.film.catalogue;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.consent.SearchPermit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds films in the catalogue, within what a permit allows. */
public final class FilmSearch {

    /**
     * @param films in the order of the search
     * @param more  whether others match behind these
     */
    public record Found(List<FoundFilm> films, boolean more) {}

    private final JdbcClient jdbc;

    public FilmSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What the permit's scope does not hold is not searched: neither listed nor counted. Returns once the decision that
     * made the permit is in the audit trail.
     */
    public Found find(SearchPermit permit, FilmQuery query) {
        Found found = search(permit, query);
        permit.awaitRecorded();
        return found;
    }

    private Found search(SearchPermit permit, FilmQuery query) {
        SearchSql sql = new SearchSql(permit.scope(), query);
        if (sql.matchesNothing()) {
            return new Found(List.of(), false);
        }
        List<FoundFilm> films = jdbc.sql(sql.text())
                .params(sql.parameters())
                .query((row, n) -> film(query.level(), row))
                .list();
        boolean more = films.size() > query.limit();
        return new Found(more ? List.copyOf(films.subList(0, query.limit())) : films, more);
    }

    private static FoundFilm film(FilmLevel level, ResultSet row) throws SQLException {
        FoundFilm.Study study = new FoundFilm.Study(
                row.getString(1), row.getString(2), texts(row.getArray(3)), row.getInt(4), row.getInt(5));
        Optional<FoundFilm.Series> series = level == FilmLevel.STUDY
                ? Optional.empty()
                : Optional.of(new FoundFilm.Series(row.getString(6), row.getString(7), row.getInt(8)));
        Optional<FoundFilm.Instance> instance = level == FilmLevel.INSTANCE
                ? Optional.of(new FoundFilm.Instance(row.getString(9), row.getString(10), row.getString(11)))
                : Optional.empty();
        return new FoundFilm(study, series, instance);
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
