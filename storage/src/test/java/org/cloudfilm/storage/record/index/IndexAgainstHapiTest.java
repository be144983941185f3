package org.cloudfilm.storage.record.index;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.fhirpath.IFhirPathEvaluationContext;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameter.Kind;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.cloudfilm.storage.testing.R4Examples;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Base;
import org.junit.jupiter.api.Test;

/** The index of every example of R4 says what HAPI's own FHIRPath finds with the parameters' expressions. */
class IndexAgainstHapiTest {

    static final ZoneId ZONE = LocalZone.ZONE;

    private static final int LONGEST = 60_000;

    private final FhirContext context = FhirContext.forR4();
    private final IFhirPath paths = context.newFhirPath();
    private final Map<String, IFhirPath.IParsedExpression> parsed = new HashMap<>();
    private final List<String> differences = new ArrayList<>();
    private int compared;

    @Test
    void indexOfExamples_isWhatHapiFinds() {
        paths.setEvaluationContext(new IFhirPathEvaluationContext() {
            @Override
            public IBase resolveReference(IIdType reference, IBase holder) {
                return reference.hasResourceType() && context.getResourceTypes().contains(reference.getResourceType())
                        ? context.getResourceDefinition(reference.getResourceType()).newInstance()
                        : null;
            }
        });
        R4Examples.forEach((name, content) -> {
            ResourceType type = ResourceType.find(name.replaceFirst("-.*", "")).orElse(null);
            if (type != null && content.length < LONGEST && !oneOfManyDefinitions(type, name)) {
                compare(name, content, type);
            }
        });
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(2000);
    }

    /** Every tenth of a thousand value sets and code systems is enough. */
    private static boolean oneOfManyDefinitions(ResourceType type, String name) {
        return (type == ResourceType.VALUE_SET || type == ResourceType.CODE_SYSTEM) && name.hashCode() % 10 != 0;
    }

    private void compare(String name, byte[] content, ResourceType type) {
        IBaseResource resource =
                context.newJsonParser().parseResource(new String(content, StandardCharsets.UTF_8));
        IndexRows rows = extract(content, type);
        for (SearchParameter parameter : SearchParameters.of(type)) {
            // HAPI finds resources where the first entry of a Bundle is asked for: another test's matter
            boolean entry = type == ResourceType.BUNDLE && parameter.kind() == Kind.REFERENCE;
            if (parameter.kind() == Kind.COMPOSITE || parameter.kind() == Kind.SPECIAL || entry) {
                continue;
            }
            List<IBase> values = evaluate(resource, parameter);
            Set<Object> expected = values.stream()
                    .flatMap(value -> HapiRows.expected(parameter.kind(), (Base) value))
                    .collect(Collectors.toCollection(HashSet::new));
            Set<Object> actual = actual(parameter, rows);
            // rows of a parameter for any target; whoever searches makes the key with the type that is meant
            if (parameter.expression().contains("resolve()")) {
                actual.retainAll(expected);
            }
            if (!expected.equals(actual)) {
                differences.add(name + " " + parameter + " expected " + expected + " but has " + actual);
            }
            // a consent's source may be the paper itself, which is no reference
            values.removeIf(value -> value instanceof Attachment);
            boolean present = (rows.present()[parameter.bit() / 8] >> parameter.bit() % 8 & 1) != 0;
            if (present == values.isEmpty() && !parameter.code().equals("deceased")) {
                differences.add(name + " " + parameter + " is said to be " + (present ? "there" : "missing"));
            }
            compared += expected.size();
        }
    }

    private static IndexRows extract(byte[] content, ResourceType type) {
        try {
            return new IndexRecord(ZONE, Set.of())
                    .extract(
                            JsonDocument.parse(content),
                            type,
                            new RecordId(type, "self"),
                            ReferenceResolver.AS_WRITTEN);
        } catch (JsonFormatException e) {
            throw new AssertionError(e);
        }
    }

    /** Each branch by itself: HAPI's union asks for host services that are not there. */
    private List<IBase> evaluate(IBaseResource resource, SearchParameter parameter) {
        List<IBase> found = new ArrayList<>();
        for (String branch : parameter.expression().split(" \\| ")) {
            try {
                IFhirPath.IParsedExpression expression = parsed.get(branch);
                if (expression == null) {
                    expression = paths.parse(branch);
                    parsed.put(branch, expression);
                }
                found.addAll(paths.evaluate(resource, expression, IBase.class));
            } catch (Exception e) {
                throw new AssertionError(branch, e);
            }
        }
        return found;
    }

    private static Set<Object> actual(SearchParameter parameter, IndexRows rows) {
        Set<Integer> numbers =
                parameter.rows().stream().map(SearchParameter.Rows::number).collect(Collectors.toSet());
        Stream<Object> found = switch (parameter.kind()) {
            case TOKEN -> rows.tokens().stream()
                    .filter(row -> numbers.contains(row.param()))
                    .map(row -> List.of(row.code(), row.system()));
            case REFERENCE -> references(parameter, rows, numbers);
            case STRING, URI -> rows.strings().stream()
                    .filter(row -> numbers.contains(row.param()))
                    .map(row -> row.exact() == null ? row.value() : row.exact());
            case DATE -> rows.dates().stream()
                    .filter(row -> numbers.contains(row.param()))
                    .map(row -> List.of(row.lo(), row.hi()));
            case NUMBER, QUANTITY -> rows.quantities().stream()
                    .filter(row -> numbers.contains(row.param()))
                    .map(row -> List.of(Math.round((row.lo() + row.hi()) * 500) / 1e3, row.unit(), row.system()));
            case COMPOSITE, SPECIAL -> Stream.empty();
        };
        return found.collect(Collectors.toCollection(HashSet::new));
    }

    private static Stream<Object> references(SearchParameter parameter, IndexRows rows, Set<Integer> numbers) {
        Stream<Object> found = rows.references().stream()
                .filter(row -> numbers.contains(row.param()))
                .map(IndexRows.Reference::target);
        return parameter.bySubject() && rows.subject() != 0 ? Stream.concat(found, Stream.of(rows.subject())) : found;
    }
}
