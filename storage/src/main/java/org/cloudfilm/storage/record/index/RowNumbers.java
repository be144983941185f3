package org.cloudfilm.storage.record.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.ParameterFile.Line;
import org.cloudfilm.storage.record.index.SearchParameter.Rows;

/** Numbers are hashes of 32 bits: among some thousands, two may be the same, which must be known before they are used. */
final class RowNumbers {

    private RowNumbers() {}

    static void refuseCollisions(Map<ResourceType, List<Line>> types) {
        Map<Integer, String> taken = new HashMap<>(8192);
        claim(taken, IndexRows.ATTACHED, "Binary.attached");
        types.forEach((type, lines) -> {
            for (Line line : lines) {
                String name = type.typeName() + "." + line.code();
                Rows own = Rows.of(type, line.code());
                claim(taken, own.number(), name);
                claim(taken, own.text(), name + ":text");
                claim(taken, own.identifier(), name + ":identifier");
                claim(taken, own.ofType(), name + ":of-type");
            }
        });
    }

    private static void claim(Map<Integer, String> taken, int number, String name) {
        String other = taken.putIfAbsent(number, name);
        if (other != null) {
            throw new IllegalStateException(name + " and " + other + " have one number");
        }
    }
}
