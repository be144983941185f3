package org.cloudfilm.storage.record;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.cloudfilm.storage.consent.SearchPermit.Scope;

/**
 * A permit's scope as a condition on rows that have {@code type}, {@code hospital} and {@code subject}. Directory types
 * are open to every scope.
 *
 * @param values of the condition's question marks
 */
public record ReadScope(String condition, List<Object> values) {

    private static final String DIRECTORY = Arrays.stream(ResourceType.values())
            .filter(ResourceType::directory)
            .map(type -> Short.toString(type.number()))
            .collect(Collectors.joining(", ", "(", ")"));

    public static ReadScope of(Scope scope, String table) {
        String open = table + ".type in " + DIRECTORY;
        return switch (scope) {
            case Scope.OfPerson of -> new ReadScope(
                    "(" + open + " or " + table
                            + ".subject in (select p.subject from patient_record p where p.person_id = ?))",
                    List.of(of.person().value()));
            case Scope.SentBy by -> new ReadScope(
                    "(" + open + " or " + table + ".hospital = ?)", List.of(by.hospital().value()));
            case Scope.Nothing nothing -> new ReadScope(open, List.of());
        };
    }
}
