package org.cloudfilm.storage.record.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The structure of all resources and data types of FHIR R4 (4.0.1). Read once, in some ten milliseconds, from a file that
 * is written from HAPI's model when this is built: HAPI itself would take seconds and 75 MB for it at every start.
 */
public final class FhirSchema {

    private static final FhirSchema R4 = read();

    /** What stands beside a primitive value, under its name with an underscore: id and extensions. */
    static final TypeDefinition ELEMENT = R4.types.get("Element");

    private final Map<String, TypeDefinition> types;

    private FhirSchema(Map<String, TypeDefinition> types) {
        this.types = types;
    }

    public static FhirSchema r4() {
        return R4;
    }

    /** A resource type of R4, whether it is kept here or not. */
    public Optional<TypeDefinition> resource(String name) {
        return type(name).filter(TypeDefinition::resource);
    }

    /** A resource, complex data type or backbone element such as {@code Observation.component}. */
    public Optional<TypeDefinition> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    private static FhirSchema read() {
        Map<String, TypeDefinition> types = new HashMap<>(2048);
        Map<String, CodeList> codes = new HashMap<>(512);
        try (InputStream in = FhirSchema.class.getResourceAsStream("structure.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String head = null;
            List<String> elements = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                switch (line.charAt(0)) {
                    case '!' -> codes.put(line.substring(1, line.indexOf(' ')), CodeList.parse(line));
                    case ' ' -> elements.add(line.substring(1));
                    case '@' -> {
                        define(head, elements, types, codes);
                        head = line.substring(1);
                        elements.clear();
                    }
                    default -> {}
                }
            }
            define(head, elements, types, codes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        define("Element", List.of("id ? string", "extension * Extension"), types, codes);
        types.values().forEach(type -> type.resolve(types));
        return new FhirSchema(types);
    }

    private static void define(
            String head, List<String> lines, Map<String, TypeDefinition> types, Map<String, CodeList> codes) {
        if (head == null) {
            return;
        }
        boolean resource = head.startsWith("+");
        String name = resource ? head.substring(1) : head;
        types.put(name, TypeDefinition.parse(name, resource, lines, codes));
    }
}
