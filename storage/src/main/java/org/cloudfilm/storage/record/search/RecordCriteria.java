package org.cloudfilm.storage.record.search;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.search.RecordQuery.Parts;

/**
 * Criteria that a record fulfils or not by its own values, so that asking costs the same however many records there
 * are. Thread safe.
 */
public final class RecordCriteria {

    private static final int AT_ONCE = 1000;

    private final ResourceType type;
    private final Parts parts;

    private RecordCriteria(ResourceType type, Parts parts) {
        this.type = type;
        this.parts = parts;
    }

    /**
     * @param criteria a search such as {@code Observation?code=a|b}; the type alone means all its records
     * @throws org.cloudfilm.storage.record.RecordRefusal BAD_QUERY, with the parameter as path
     */
    public static RecordCriteria parse(String criteria) {
        int question = criteria.indexOf('?');
        String name = question < 0 ? criteria : criteria.substring(0, question);
        ResourceType type = ResourceType.find(name)
                .filter(found -> found != ResourceType.SUBSCRIPTION && found != ResourceType.AUDIT_EVENT)
                .orElseThrow(() -> Bad.query("", "criteria begin with a type of resource, such as Observation?"));
        String parameters = question < 0 ? "" : criteria.substring(question + 1);
        Parts parts =
                RecordQuery.parse(type, JdbcMatchCriteria.parameters(parameters), true).parts();
        boolean selectsOnly = parts.order().isEmpty()
                && parts.includes().isEmpty()
                && parts.reverseIncludes().isEmpty()
                && parts.page().isEmpty();
        if (!selectsOnly) {
            throw Bad.query("", "criteria select: they neither sort, include nor page");
        }
        if (!parts.conditions().stream().allMatch(RecordCriteria::ofRecordItself)) {
            throw Bad.query("", "criteria ask for values of the record itself: no chains, no _has");
        }
        return new RecordCriteria(type, parts);
    }

    private static boolean ofRecordItself(Condition condition) {
        return switch (condition) {
            case Condition.Not not -> ofRecordItself(not.condition());
            case Condition.Any any -> any.conditions().stream().allMatch(RecordCriteria::ofRecordItself);
            case Condition.All all -> all.conditions().stream().allMatch(RecordCriteria::ofRecordItself);
            case Condition.Chain chain -> false;
            case Condition.Referrer referrer -> false;
            default -> true;
        };
    }

    public ResourceType type() {
        return type;
    }

    /**
     * Which of some records of the type fulfil the criteria in their current version, as the thread's transaction sees
     * them, and were written by the hospital.
     *
     * @return in no order
     */
    public List<RecordId> among(DataSource dataSource, HospitalId hospital, List<RecordId> records) {
        RecordDatabase database = new RecordDatabase(dataSource, JdbcRecordSearch.DEFAULT_TIMEOUT);
        List<RecordId> fulfilling = new ArrayList<>();
        for (int from = 0; from < records.size(); from += AT_ONCE) {
            List<RecordId> some = records.subList(from, Math.min(from + AT_ONCE, records.size()));
            List<Condition> conditions = new ArrayList<>(parts.conditions());
            conditions.add(new Condition.SelfIn(some.stream().mapToLong(RecordId::key).toArray()));
            SearchSql sql = new SearchSql(new Scope.SentBy(hospital), type, with(conditions));
            fulfilling.addAll(database.query(
                    sql.ids(some.size()), sql.planEachTime(), row -> new RecordId(type, row.getString(1))));
        }
        return fulfilling;
    }

    private Parts with(List<Condition> conditions) {
        return new Parts(
                conditions, parts.order(), parts.count(), parts.total(), parts.includes(), parts.reverseIncludes(),
                parts.page(), parts.hash(), parts.patient(), parts.patientIdentifier());
    }
}
