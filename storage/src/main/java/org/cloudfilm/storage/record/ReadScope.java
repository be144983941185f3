package org.cloudfilm.storage.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.person.PersonId;

/**
 * A permit's scope as a condition on rows of {@code record} or {@code record_version}. Directory types are open to every
 * scope but a link's.
 *
 * @param values of the condition's question marks
 */
public record ReadScope(String condition, List<Object> values) {

    private static final String DIRECTORY = Arrays.stream(ResourceType.values())
            .filter(ResourceType::directory)
            .map(type -> Short.toString(type.number()))
            .collect(Collectors.joining(", ", "(", ")"));

    /** On current versions, in the table called r. */
    public static ReadScope current(Scope scope) {
        return scope instanceof Scope.OfLink link
                ? new ReadScope(
                        "(r.self = any(?) and r.subject in (select p.subject from patient_record p where p.person_id = ?))",
                        List.of(keys(link), link.person().value()))
                : of(scope, "r", "");
    }

    /**
     * On former versions, in the table called v, of records whose current version is within the scope: one is within it
     * as well if it is of the same patient, or would be by itself.
     */
    static ReadScope former(Scope scope) {
        return scope instanceof Scope.OfLink link
                ? new ReadScope(
                        "v.subject in (select p.subject from patient_record p where p.person_id = ?)",
                        List.of(link.person().value()))
                : of(scope, "v", " or v.subject = (select c.subject from record c where c.rid = v.rid)");
    }

    private static ReadScope of(Scope scope, String table, String alsoTreated) {
        String open = table + ".type in " + DIRECTORY;
        return switch (scope) {
            case Scope.OfPersons of -> new ReadScope(
                    "(" + open + " or " + table
                            + ".subject in (select p.subject from patient_record p where p.person_id = any(?::uuid[])))",
                    List.of((Object) PersonId.values(of.persons())));
            case Scope.SentBy by -> new ReadScope(
                    "(" + open + " or " + table + ".hospital = ?)", List.of(by.hospital().value()));
            case Scope.Clinician clinician -> {
                List<Object> values = new ArrayList<>();
                String treated = RecordScope.write(clinician, table, alsoTreated, values);
                yield new ReadScope("(" + open + " or " + treated + ")", values);
            }
            case Scope.OfTypes types -> new ReadScope(
                    "(" + open + " or " + table + ".type = any(?))", List.of(numbers(types)));
            case Scope.OfLink link -> throw new IllegalArgumentException("a link's scope is of records, not of types");
            case Scope.Nothing nothing -> new ReadScope(open, List.of());
        };
    }

    private static long[] keys(Scope.OfLink link) {
        return link.records().stream().mapToLong(RecordId::key).toArray();
    }

    private static short[] numbers(Scope.OfTypes types) {
        short[] numbers = new short[types.types().size()];
        int n = 0;
        for (ResourceType type : types.types()) {
            numbers[n++] = type.number();
        }
        return numbers;
    }
}
