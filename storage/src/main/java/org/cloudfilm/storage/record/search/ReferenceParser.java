package org.cloudfilm.storage.record.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameter;
import org.cloudfilm.storage.record.search.Condition.Rows;

/** Values of reference parameters: an id, {@code Type/id}, a URL (FHIR R4 section 3.1.1.4.10). */
final class ReferenceParser {

    private final OwnUrls own;

    ReferenceParser(OwnUrls own) {
        this.own = own;
    }

    Condition parse(SearchParameter parameter, String name, String modifier, List<String> alternatives) {
        if (modifier.equals("identifier")) {
            int[] numbers = parameter.rows().stream()
                    .mapToInt(SearchParameter.Rows::identifier)
                    .toArray();
            return ValueParser.tokens(numbers, name, true, alternatives);
        }
        Optional<ResourceType> only = ResourceType.find(modifier);
        if (!modifier.isEmpty() && only.isEmpty()) {
            throw ValueParser.modifier(name, modifier);
        }
        List<Long> patients = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        for (String alternative : alternatives) {
            String text = own.relative(Value.plain(alternative));
            if (text.isEmpty()) {
                throw Bad.query(name, "an empty value");
            }
            if (RecordId.wellFormed(text)) {
                for (ResourceType type : ResourceType.values()) {
                    if (leads(parameter, type) && (only.isEmpty() || only.get() == type)) {
                        add(new RecordId(type, text), patients, others);
                    }
                }
            } else {
                Optional<RecordId> id = RecordId.parse(text);
                if (id.isEmpty()) {
                    others.add(Key64.of(text));
                } else if (leads(parameter, id.get().type()) && (only.isEmpty() || only.get() == id.get().type())) {
                    add(id.get(), patients, others);
                }
            }
        }
        return condition(parameter, patients, others);
    }

    private static void add(RecordId id, List<Long> patients, List<Long> others) {
        (id.type() == ResourceType.PATIENT ? patients : others).add(id.key());
    }

    private static boolean leads(SearchParameter parameter, ResourceType type) {
        return parameter.targets().isEmpty() || parameter.targets().contains(type.typeName());
    }

    private static Condition condition(SearchParameter parameter, List<Long> patients, List<Long> others) {
        List<Condition> ways = new ArrayList<>();
        List<Long> inRows = new ArrayList<>(others);
        if (parameter.bySubject() && !patients.isEmpty()) {
            ways.add(new Condition.SubjectIn(ValueParser.array(patients)));
        }
        if (!Subjects.sole(parameter)) {
            inRows.addAll(patients);
        }
        if (!inRows.isEmpty()) {
            ways.add(new Rows(
                    ValueParser.numbers(parameter),
                    new RowTest.Targets(ValueParser.array(inRows)),
                    parameter.targets().stream().noneMatch(ReferenceParser::ofManyReferrers)));
        }
        return ways.isEmpty() ? new Condition.Never() : ValueParser.either(ways);
    }

    /** A ward or an organisation is referred to by everything that happens in it. */
    private static boolean ofManyReferrers(String target) {
        return ResourceType.find(target).map(ResourceType::directory).orElse(false);
    }
}
