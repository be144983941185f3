package org.cloudfilm.storage.record;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Resources of a small world, so that changes often touch what is there and leave some of it as it was. */
final class RandomResources {

    private static final List<ResourceType> TYPES = List.of(
            ResourceType.PATIENT, ResourceType.OBSERVATION, ResourceType.ENCOUNTER, ResourceType.PRACTITIONER,
            ResourceType.DOCUMENT_REFERENCE);
    private static final List<String> TEXTS = List.of("张三", "Müller", "ＡＢＣ", "O'Neil", "é\\t\\\"",
            "a very long name ".repeat(30), "", "\\uD83D\\uDE00");

    private final Random random;

    RandomResources(Random random) {
        this.random = random;
    }

    RecordId id() {
        return new RecordId(pick(TYPES), "r" + random.nextInt(4));
    }

    String of(RecordId id) {
        return switch (id.type()) {
            case PATIENT -> object(id, identifiers(), some("\"birthDate\":\"19%02d\"", 100), some("\"active\":true", 1),
                    "\"name\":[" + list(i -> "{\"family\":\"" + text() + "\",\"given\":[\"" + text() + "\"]}") + "]",
                    "\"telecom\":[" + list(i -> "{\"system\":\"phone\",\"value\":\"1390000%d\"}".formatted(number())) + "]");
            case OBSERVATION -> object(id, identifiers(), "\"status\":\"final\"", "\"code\":" + concept(), subject(),
                    some("\"effectiveDateTime\":\"2026-03-1%dT08:00:00+08:00\"", 10),
                    some("\"valueQuantity\":{\"value\":%d.5,\"unit\":\"mm\",\"system\":\"http://unitsofmeasure.org\","
                            + "\"code\":\"mm\"}", 5),
                    "\"category\":[" + list(i -> concept()) + "]",
                    "\"component\":[" + list(i -> "{\"code\":" + concept() + ",\"valueCodeableConcept\":" + concept() + "}")
                            + "]");
            case ENCOUNTER -> object(id, identifiers(), "\"status\":\"planned\"", "\"class\":{\"code\":\"AMB\"}", subject(),
                    some("\"period\":{\"start\":\"2026-04-1%d\"}", 10),
                    some("\"length\":{\"value\":%d,\"unit\":\"min\"}", 3));
            case PRACTITIONER -> object(id, identifiers(), "\"name\":[" + list(i -> "{\"text\":\"" + text() + "\"}") + "]");
            default -> object(id, identifiers(), "\"status\":\"current\"", subject(),
                    "\"content\":[{\"attachment\":{\"url\":\"http://a/" + number() + "\",\"language\":\"zh\"}}]",
                    "\"relatesTo\":[" + list(i -> "{\"code\":\"replaces\",\"target\":{\"reference\":\"" + id() + "\"}}") + "]");
        };
    }

    private String object(RecordId id, String... members) {
        return Stream.concat(Stream.of("\"resourceType\":\"" + id.type() + "\""), Stream.of(members))
                .filter(member -> !member.isEmpty() && !member.endsWith(":[]"))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String identifiers() {
        return "\"identifier\":[" + list(i -> "{\"system\":\"urn:s" + number() + "\",\"value\":\"" + number() + "\"}") + "]";
    }

    private String concept() {
        return "{\"coding\":[{\"system\":\"urn:codes\",\"code\":\"c" + number() + "\",\"display\":\"" + text() + "\"}],"
                + "\"text\":\"" + text() + "x\"}";
    }

    private String subject() {
        return some("\"subject\":{\"reference\":\"Patient/r%d\"}", 4);
    }

    private String some(String member, int numbers) {
        return random.nextInt(3) == 0 ? "" : member.formatted(random.nextInt(numbers));
    }

    private String list(IntFunction<String> element) {
        return IntStream.range(0, random.nextInt(3)).mapToObj(element).distinct().collect(Collectors.joining(","));
    }

    private String text() {
        String text = pick(TEXTS);
        return text.isEmpty() ? "n" + number() : text;
    }

    private int number() {
        return random.nextInt(4);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
