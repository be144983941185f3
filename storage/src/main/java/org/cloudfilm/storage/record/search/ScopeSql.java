package org.cloudfilm.storage.record.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordScope;
import org.cloudfilm.storage.record.ResourceType;

/** The permit's scope as a condition on a row of {@code record}; every record a statement touches passes it. */
final class ScopeSql {

    /** Numbers of the types that are open to every scope. */
    static final short[] DIRECTORY = numbers(Arrays.stream(ResourceType.values())
            .filter(ResourceType::directory)
            .toList());

    private final Scope scope;

    ScopeSql(Scope scope) {
        this.scope = scope;
    }

    /** No record of the type can be in the scope. */
    boolean excludes(ResourceType type) {
        return switch (scope) {
            case Scope.Nothing nothing -> !type.directory();
            case Scope.OfLink link -> link.records().stream().noneMatch(record -> record.type() == type);
            case Scope.OfTypes types -> !type.directory() && !types.types().contains(type);
            case Scope.OfPersons persons -> false;
            case Scope.SentBy hospital -> false;
            case Scope.Clinician clinician -> false;
        };
    }

    /** The condition on a record that is of this type, with a leading {@code and}; nothing when all are in scope. */
    void write(Sql sql, String record, ResourceType type) {
        if (!type.directory() || scope instanceof Scope.OfLink) {
            sql.add(" and ");
            inScope(sql, record);
        }
    }

    /** The condition on a record of any type. */
    void writeAnyType(Sql sql, String record) {
        if (scope instanceof Scope.OfLink) {
            inScope(sql, record);
            return;
        }
        sql.add("(" + record + ".type = any(?) or ", (Object) DIRECTORY);
        inScope(sql, record);
        sql.add(")");
    }

    private void inScope(Sql sql, String record) {
        switch (scope) {
            case Scope.OfPersons persons -> {
                sql.add(record + ".subject = any(array(");
                subjects(sql, persons);
                sql.add("))");
            }
            case Scope.SentBy hospital -> sql.add(record + ".hospital = ?", hospital.hospital().value());
            case Scope.Clinician clinician -> {
                List<Object> values = new ArrayList<>();
                String condition = RecordScope.write(clinician, record, "", values);
                sql.add(condition, values.toArray());
            }
            case Scope.OfLink link -> {
                sql.add(record + ".self = any(?) and " + record + ".subject = any(array(",
                        link.records().stream().mapToLong(RecordId::key).toArray());
                subjects(sql, new Scope.OfPersons(link.person()));
                sql.add("))");
            }
            case Scope.OfTypes types -> sql.add(record + ".type = any(?)", (Object) numbers(types.types()));
            case Scope.Nothing nothing -> sql.add("false");
        }
    }

    /** The persons' patient records, when the scope is of persons. */
    static void subjects(Sql sql, Scope.OfPersons of) {
        sql.add("select subject from patient_record where ");
        if (of.persons().size() == 1) {
            sql.add("person_id = ?", of.persons().getFirst().value());
        } else {
            sql.add("person_id = any(?::uuid[])",
                    (Object) PersonId.values(of.persons()));
        }
    }

    Scope scope() {
        return scope;
    }

    static short[] numbers(Collection<ResourceType> types) {
        short[] numbers = new short[types.size()];
        int n = 0;
        for (ResourceType type : types) {
            numbers[n++] = type.number();
        }
        return numbers;
    }
}
