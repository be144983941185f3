package org.cloudfilm.storage.record.search;

import java.util.Arrays;
import java.util.Collection;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
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
        return scope instanceof Scope.Nothing && !type.directory();
    }

    /** The condition on a record that is of this type, with a leading {@code and}; nothing when all are in scope. */
    void write(Sql sql, String record, ResourceType type) {
        if (!type.directory()) {
            sql.add(" and ");
            inScope(sql, record);
        }
    }

    /** The condition on a record of any type. */
    void writeAnyType(Sql sql, String record) {
        sql.add("(" + record + ".type = any(?) or ", (Object) DIRECTORY);
        inScope(sql, record);
        sql.add(")");
    }

    private void inScope(Sql sql, String record) {
        switch (scope) {
            case Scope.OfPerson person -> {
                sql.add(record + ".subject = any(array(");
                subjects(sql, person);
                sql.add("))");
            }
            case Scope.SentBy hospital -> sql.add(record + ".hospital = ?", hospital.hospital().value());
            case Scope.Nothing nothing -> sql.add("false");
        }
    }

    /** The person's patient records, when the scope is of a person. */
    static void subjects(Sql sql, Scope.OfPerson person) {
        sql.add("select subject from patient_record where person_id = ?", person.person().value());
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
