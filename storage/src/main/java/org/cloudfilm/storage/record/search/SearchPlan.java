package org.cloudfilm.storage.record.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.record.ResourceType;

/**
 * How the matches of a search are found. Where the patient is known, or a code that few records have, the index tables
 * give a small set of record numbers first, by a plan that is the same for all values and so can be kept. Everything else
 * is left to PostgreSQL's planner and its statistics, and planned each time.
 *
 * @param subject which patients' records: SubjectIn, or a chain that leads to few of them
 * @param sets    rows of the index tables: a match has one in each set
 * @param rest    what is checked on each record
 * @param few     not many records are checked
 */
record SearchPlan(
        Scope scope, ResourceType type, Optional<Condition> subject, List<Condition.Rows> sets, List<Condition> rest,
        boolean few) {

    static SearchPlan of(Scope scope, ResourceType type, List<Condition> conditions) {
        List<Condition> rest = new ArrayList<>(conditions);
        Optional<Condition> subject = type.directory()
                ? Optional.empty()
                : conditions.stream().filter(SearchPlan::fewSubjects).findFirst();
        subject.ifPresent(rest::remove);
        boolean bySubject = subject.isPresent() || persons(scope, type).isPresent();
        boolean byRecord = rest.stream().anyMatch(Condition.SelfIn.class::isInstance);
        List<Condition.Rows> sets = byRecord ? List.of() : sets(rest, bySubject);
        rest.removeAll(sets);
        return new SearchPlan(scope, type, subject, sets, List.copyOf(rest), bySubject || byRecord || !sets.isEmpty());
    }

    private static List<Condition.Rows> sets(List<Condition> conditions, boolean bySubject) {
        return conditions.stream()
                .filter(Condition.Rows.class::isInstance)
                .map(Condition.Rows.class::cast)
                .filter(rows -> bySubject ? rows.test().table().bySubject() : rows.selective())
                .toList();
    }

    private static boolean fewSubjects(Condition condition) {
        return condition instanceof Condition.SubjectIn
                || condition instanceof Condition.Chain chain
                        && chain.link().bySubject()
                        && chain.link().parameters().length == 0
                        && chain.conditions().stream().allMatch(SearchPlan::fewRecords);
    }

    private static boolean fewRecords(Condition condition) {
        return condition instanceof Condition.SelfIn || condition instanceof Condition.Rows rows && rows.selective();
    }

    /** The persons to whose records the permit confines the search. */
    Optional<Scope.OfPersons> persons() {
        return persons(scope, type);
    }

    private static Optional<Scope.OfPersons> persons(Scope scope, ResourceType type) {
        return scope instanceof Scope.OfPersons persons && !type.directory() ? Optional.of(persons) : Optional.empty();
    }

    boolean subjectKnown() {
        return subject.isPresent() || persons().isPresent();
    }

    /** The plan depends on the values: statistics must be asked each time. */
    boolean planEachTime() {
        return !few || !rest.stream().allMatch(SearchPlan::alwaysTheSame);
    }

    /** A condition that is checked on each of a few records, by the same way for all values. */
    private static boolean alwaysTheSame(Condition condition) {
        return switch (condition) {
            case Condition.Never c -> true;
            case Condition.SelfIn c -> true;
            case Condition.SubjectIn c -> true;
            case Condition.Updated c -> true;
            case Condition.Present c -> true;
            case Condition.Rows c -> c.test().table().bySubject();
            case Condition.Not c -> alwaysTheSame(c.condition());
            case Condition.Any c -> false;
            case Condition.All c -> c.conditions().stream().allMatch(SearchPlan::alwaysTheSame);
            case Condition.Chain c -> false;
            case Condition.Referrer c -> false;
        };
    }
}
