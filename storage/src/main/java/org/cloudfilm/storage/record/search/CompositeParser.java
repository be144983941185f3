package org.cloudfilm.storage.record.search;

import java.util.ArrayList;
import java.util.List;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.index.SearchParameter;
import org.cloudfilm.storage.record.index.SearchParameter.Kind;
import org.cloudfilm.storage.record.index.SearchParameter.Pairing;
import org.cloudfilm.storage.record.search.Condition.Rows;

/** Values such as {@code 8480-6$gt140} (FHIR R4 section 3.1.1.4.16). */
final class CompositeParser {

    private final ValueParser values;
    private final OwnUrls own;

    CompositeParser(ValueParser values, OwnUrls own) {
        this.values = values;
        this.own = own;
    }

    Condition parse(SearchParameter parameter, String name, List<String> alternatives) {
        List<Condition> conditions = new ArrayList<>();
        for (String alternative : alternatives) {
            List<String> parts = Value.split(alternative, '$');
            if (parts.size() != 2 || parts.stream().anyMatch(String::isEmpty)) {
                throw Bad.query(name, "two values with $ between are expected");
            }
            for (Pairing pairing : parameter.pairings()) {
                conditions.add(switch (pairing) {
                    case Pairing.Both both -> both(both, name, parts);
                    case Pairing.Together together -> together(together, name, parts);
                });
            }
        }
        return ValueParser.either(conditions);
    }

    private Condition both(Pairing pairing, String name, List<String> parts) {
        return new Condition.All(List.of(
                values.parse(pairing.first(), name, "", List.of(parts.get(0))),
                values.parse(pairing.second(), name, "", List.of(parts.get(1)))));
    }

    private Condition together(Pairing.Together pairing, String name, List<String> parts) {
        Token first = Token.parse(name, parts.get(0));
        if (first.code().isEmpty()) {
            throw Bad.query(name, "a code is expected before the $");
        }
        Condition pair = new Rows(new int[] {pairing.number()}, test(pairing, name, first, parts.get(1)), false);
        return first.system() == null
                ? pair
                : new Condition.All(
                        List.of(pair, values.parse(pairing.first(), name, "", List.of(parts.get(0)))));
    }

    private RowTest test(Pairing.Together pairing, String name, Token first, String second) {
        if (pairing.second().kind() == Kind.QUANTITY || pairing.second().kind() == Kind.NUMBER) {
            return new RowTest.Quantities(
                    ValueParser.quantities(name, List.of(second), true), first.codeKey());
        }
        if (pairing.second().kind() == Kind.REFERENCE) {
            String target = own.relative(Value.plain(second));
            if (RecordId.parse(target).isEmpty()) {
                throw Bad.query(name, "Type/id is expected behind the $");
            }
            return new RowTest.Codes(new long[] {Key64.of(first.code(), target)});
        }
        Token token = Token.parse(name, second);
        if (token.code().isEmpty()) {
            throw Bad.query(name, "a code is expected behind the $");
        }
        long[] code = {Key64.of(first.code(), token.code())};
        return token.system() == null
                ? new RowTest.Codes(code)
                : new RowTest.SystemCodes(new long[] {token.systemKey()}, code);
    }
}
