package org.cloudfilm.storage.record.search;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.search.RecordQuery.Parts;

/** Criteria as searches of the hospital's own: the same parser, the same statements. */
public final class JdbcMatchCriteria implements MatchCriteria {

    private static final int AMBIGUOUS = 2;

    private final RecordDatabase database;

    public JdbcMatchCriteria(DataSource dataSource) {
        this.database = new RecordDatabase(dataSource, JdbcRecordSearch.DEFAULT_TIMEOUT);
    }

    @Override
    public List<RecordId> match(HospitalId hospital, ResourceType type, String criteria, Optional<String> base) {
        List<Map.Entry<String, String>> parameters = parameters(criteria);
        RecordQuery query = base.isPresent()
                ? RecordQuery.parse(type, parameters, true, base.get())
                : RecordQuery.parse(type, parameters, true);
        Parts parts = query.parts();
        if (parts.conditions().isEmpty()) {
            throw Bad.query("", "criteria that say nothing");
        }
        SearchSql sql = new SearchSql(new Scope.SentBy(hospital), type, parts);
        if (type.directory()) {
            return ownBeforeOthers(database.query(
                    sql.idsOwnFirst(hospital.value(), AMBIGUOUS),
                    sql.planEachTime(),
                    row -> new Match(new RecordId(type, row.getString(1)), row.getBoolean(2))));
        }
        return database.query(
                sql.ids(AMBIGUOUS), sql.planEachTime(), row -> new RecordId(type, row.getString(1)));
    }

    private record Match(RecordId id, boolean own) {}

    /** What another hospital keeps of the same practitioner does not make the hospital's own criteria ambiguous. */
    private static List<RecordId> ownBeforeOthers(List<Match> matches) {
        boolean oneIsOwn = matches.size() == AMBIGUOUS && matches.get(0).own() && !matches.get(1).own();
        return matches.stream().limit(oneIsOwn ? 1 : AMBIGUOUS).map(Match::id).toList();
    }

    /** Parameters of a query string. A plus is a plus: whoever means a space writes {@code %20}. */
    static List<Map.Entry<String, String>> parameters(String criteria) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        String text = criteria.startsWith("?") ? criteria.substring(1) : criteria;
        for (String part : text.split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parameters.add(Map.entry(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1))));
            } else if (!part.isBlank()) {
                throw Bad.query("", "criteria are joined by & and have a value each");
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
