package org.cloudfilm.storage.record.search;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.index.DateInterval;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.index.SearchParameter;
import org.cloudfilm.storage.record.index.SearchParameter.Kind;
import org.cloudfilm.storage.record.index.SearchParameters;

/** Walks the index over a patient's records. Thread safe. */
public final class JdbcPatientRecords implements PatientRecords {

    /** Dates that say nothing of when somebody was cared for. */
    private static final Set<String> OTHER_DATES = Set.of("birthdate", "death-date", "value-date", "expiration-date");

    private static final int[] CARE = numbers(
            parameter -> parameter.kind() == Kind.DATE && !OTHER_DATES.contains(parameter.code()));

    /** By which a record is in the compartment of an Encounter. */
    private static final int[] OF_ENCOUNTER = numbers(parameter -> parameter.targets().contains("Encounter")
            && (parameter.code().equals("encounter") || parameter.code().equals("context")));

    private final RecordDatabase database;
    private final References references;
    private final LargeContents large;

    public JdbcPatientRecords(DataSource dataSource, IndexRecord index) {
        this.database = new RecordDatabase(dataSource, JdbcRecordSearch.DEFAULT_TIMEOUT);
        this.references = new References(index);
        this.large = new LargeContents(database);
    }

    private static int[] numbers(Predicate<SearchParameter> wanted) {
        return Arrays.stream(ResourceType.values())
                .filter(type -> !type.directory())
                .flatMap(type -> SearchParameters.of(type).stream())
                .filter(wanted)
                .flatMapToInt(parameter -> Arrays.stream(ValueParser.numbers(parameter)))
                .distinct()
                .toArray();
    }

    @Override
    public RecordPage everything(RecordPermit permit, Everything of) {
        ScopeSql scope = new ScopeSql(permit.scope());
        long hash = Key64.of(of.of().toString(), of.types() + " " + of.since() + " " + of.care());
        Optional<PageToken> page = of.page().map(text -> PageToken.decode(text)
                .filter(token -> token.query() == hash && token.keys().size() == 1)
                .orElseThrow(() -> Bad.query("_page", "not the page token of this operation")));
        List<FoundRow> rows = database.query(
                statement(scope, of, page), false, FoundRow::plain);
        int size = Math.min(of.count(), LargeContents.fitting(rows));
        boolean more = rows.size() > size;
        List<FoundRow> found = more ? rows.subList(0, size) : rows;
        List<StoredRecord> matches = large.complete(found, scope).stream().map(FoundRow::record).toList();
        Optional<String> next = more ? Optional.of(next(hash, found.getLast())) : Optional.empty();
        OptionalLong total = page.isEmpty() && !more ? OptionalLong.of(matches.size()) : OptionalLong.empty();
        return new RecordPage(matches, directory(scope, of.types(), matches), total, next);
    }

    private static Sql statement(ScopeSql scope, Everything of, Optional<PageToken> page) {
        Sql sql = new Sql().add("select " + FoundRow.COLUMNS + " from record r where ");
        belongs(sql, of.of());
        sql.add(" and not r.deleted and ");
        scope.writeAnyType(sql, "r");
        if (!of.types().isEmpty()) {
            sql.add(" and r.type = any(?)", (Object) ScopeSql.numbers(of.types()));
        }
        of.since().ifPresent(since -> sql.add(" and r.updated_at >= ?", since.atOffset(ZoneOffset.UTC)));
        of.care().ifPresent(care -> caredFor(sql, care));
        page.ifPresent(token -> sql.add(" and (r.type, r.rid) > (?, ?)", type(token), token.rid()));
        return sql.add(" order by r.type, r.rid limit ?", of.count() + 1);
    }

    private static void belongs(Sql sql, RecordId of) {
        long key = of.key();
        if (of.type() == ResourceType.PATIENT) {
            sql.add("r.subject = ?", key);
        } else {
            sql.add("(r.rid = any(array(select x.rid from record_reference x where x.param = any(?) and x.target = ?))"
                    + " or r.self = ? or r.self = (select e.subject from record e where e.self = ?))",
                    OF_ENCOUNTER, key, key, key);
        }
    }

    private static void caredFor(Sql sql, DateInterval care) {
        String dates = "(select from record_date x where x.param = any(?) and x.subject = r.subject and x.rid = r.rid";
        sql.add(" and (not exists " + dates + ") or exists " + dates + " and x.lo < ? and x.hi > ?))",
                CARE, CARE, DateMatch.time(care.hi()), DateMatch.time(care.lo()));
    }

    private static short type(PageToken token) {
        return ResourceType.find(token.keys().getFirst())
                .orElseThrow(() -> Bad.query("_page", "not the page token of this operation"))
                .number();
    }

    private static String next(long hash, FoundRow last) {
        List<String> key = List.of(last.record().id().type().typeName());
        return new PageToken(hash, Long.MAX_VALUE, key, last.rid()).encode();
    }

    /** Who treated, where: what the page's records refer to and is nobody's own. */
    private List<StoredRecord> directory(ScopeSql scope, Set<ResourceType> types, List<StoredRecord> records) {
        List<ResourceType> open = Arrays.stream(ResourceType.values())
                .filter(ResourceType::directory)
                .filter(type -> types.isEmpty() || types.contains(type))
                .toList();
        Set<Long> keys = new HashSet<>();
        records.forEach(record -> keys.addAll(References.targets(references.rows(record), Optional.empty())));
        records.stream().map(StoredRecord::id).map(RecordId::key).forEach(keys::remove);
        if (keys.isEmpty() || open.isEmpty()) {
            return List.of();
        }
        Sql sql = new Sql().add("select " + FoundRow.COLUMNS + " from record r where r.self = any(?)"
                + " and not r.deleted and r.type = any(?) limit ?",
                ValueParser.array(List.copyOf(keys)), ScopeSql.numbers(open), Includes.MOST);
        List<FoundRow> found = database.query(sql, false, FoundRow::plain);
        return large.complete(found.subList(0, LargeContents.fitting(found)), scope).stream()
                .map(FoundRow::record)
                .toList();
    }
}
