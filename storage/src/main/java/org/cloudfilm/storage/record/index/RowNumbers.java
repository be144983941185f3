package org.cloudfilm.storage.record.index;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.cloudfilm.storage.record.index.SearchParameter.Rows;

/** Numbers are hashes of 32 bits: among some thousands, two may be the same, which must be known before they are used. */
final class RowNumbers {

    private RowNumbers() {}

    static void refuseCollisions(Collection<TypeIndex> types) {
        Map<Integer, String> taken = new HashMap<>();
        for (TypeIndex type : types) {
            for (SearchParameter parameter : type.parameters().values()) {
                Rows own = Rows.of(parameter.type(), parameter.code());
                claim(taken, own.number(), parameter.toString());
                claim(taken, own.text(), parameter + ":text");
                claim(taken, own.identifier(), parameter + ":identifier");
                claim(taken, own.ofType(), parameter + ":of-type");
            }
        }
    }

    private static void claim(Map<Integer, String> taken, int number, String name) {
        String other = taken.putIfAbsent(number, name);
        if (other != null) {
            throw new IllegalStateException(name + " and " + other + " have one number");
        }
    }
}
