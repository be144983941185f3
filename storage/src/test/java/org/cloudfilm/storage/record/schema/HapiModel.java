package org.cloudfilm.storage.record.schema;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.model.api.annotation.Block;
import ca.uhn.fhir.model.api.annotation.Child;
import ca.uhn.fhir.model.api.annotation.DatatypeDef;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cloudfilm.storage.record.ResourceType;
import org.hl7.fhir.instance.model.api.IBaseEnumFactory;
import org.hl7.fhir.r4.model.BackboneElement;
import org.hl7.fhir.r4.model.BackboneType;
import org.hl7.fhir.r4.model.BaseReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;

/**
 * Writes R4's structure and search parameters, as HAPI's model classes state them, into the two files that the server
 * reads. Asking HAPI for them at run time costs three seconds of CPU and 75 MB at every start; the files cost
 * milliseconds. Run {@code main} after a new version of HAPI; a test tells when that is due.
 */
final class HapiModel {

    static final Path STRUCTURE = Path.of("src/main/resources/org/cloudfilm/storage/record/schema/structure.txt");
    static final Path PARAMETERS = Path.of("src/main/resources/org/cloudfilm/storage/record/index/parameters.txt");

    /** FHIR R4 section 2.1.28.0.1, open type element. */
    private static final List<String> OPEN_TYPES = List.of(
            "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer",
            "markdown", "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid", "Address", "Age",
            "Annotation", "Attachment", "CodeableConcept", "Coding", "ContactPoint", "Count", "Distance", "Duration",
            "HumanName", "Identifier", "Money", "Period", "Quantity", "Range", "Ratio", "Reference", "SampledData",
            "Signature", "Timing", "ContactDetail", "Contributor", "DataRequirement", "Expression",
            "ParameterDefinition", "RelatedArtifact", "TriggerDefinition", "UsageContext", "Dosage", "Meta");

    private final FhirContext context = FhirContext.forR4();
    private final Map<String, String> enums = new TreeMap<>();
    private final Map<String, String> types = new TreeMap<>();
    private final Map<Class<?>, String> named = new HashMap<>();
    private final Deque<Class<?>> waiting = new ArrayDeque<>();

    public static void main(String[] args) throws IOException {
        HapiModel model = new HapiModel();
        Files.writeString(Path.of(args[0]).resolve(STRUCTURE), model.structure());
        Files.writeString(Path.of(args[0]).resolve(PARAMETERS), model.parameters());
    }

    String structure() {
        for (String type : new TreeSet<>(context.getResourceTypes())) {
            name(context.getResourceDefinition(type).getImplementingClass(), type);
        }
        OPEN_TYPES.stream()
                .filter(type -> Character.isUpperCase(type.charAt(0)))
                .forEach(type -> name(context.getElementDefinition(type).getImplementingClass(), type));
        name(org.hl7.fhir.r4.model.Extension.class, "Extension");
        while (!waiting.isEmpty()) {
            Class<?> type = waiting.remove();
            types.put(named.get(type), describe(type));
        }
        return HEAD
                + enums.entrySet().stream().map(e -> "!" + e.getKey() + e.getValue() + "\n").collect(Collectors.joining())
                + String.join("", types.values());
    }

    private static final String HEAD = """
            # The structure of FHIR R4 (4.0.1), written by HapiModel from HAPI's model classes. Not edited by hand.
            # !enum codes, each after its system and a bar when the system is another than that of the code before
            # @type, + before it for resources, then its elements: name, cardinality (? 0..1, 1 1..1, * 0..*, + 1..*),
            # type; !enum its codes; =name the choice it is one of; ~ part of the summary
            """;

    private void name(Class<?> type, String name) {
        if (named.putIfAbsent(type, name) == null) {
            waiting.add(type);
        }
    }

    private String describe(Class<?> type) {
        List<String> lines = new ArrayList<>();
        boolean resource = Resource.class.isAssignableFrom(type);
        lines.add((resource ? "@+" : "@") + named.get(type));
        if (!resource) {
            lines.add(" id ? string");
            lines.add(" extension * Extension");
        }
        if (BackboneElement.class.isAssignableFrom(type) || BackboneType.class.isAssignableFrom(type)) {
            lines.add(" modifierExtension * Extension");
        }
        Map<String, Field> fields = new LinkedHashMap<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            if (at == Element.class || at == BackboneElement.class || at == BackboneType.class) {
                break;
            }
            for (Field field : at.getDeclaredFields()) {
                if (field.isAnnotationPresent(Child.class)) {
                    fields.putIfAbsent(field.getAnnotation(Child.class).name(), field);
                }
            }
        }
        if (DomainResource.class.isAssignableFrom(type)) {
            fields.remove("extension");
            fields.remove("modifierExtension");
            lines.add(" extension * Extension");
            lines.add(" modifierExtension * Extension");
        }
        fields.forEach((name, field) -> element(named.get(type), name, field, lines));
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private void element(String owner, String given, Field field, List<String> lines) {
        Child child = field.getAnnotation(Child.class);
        String name = given.replace("[x]", "");
        String cardinality = child.max() == 1 ? child.min() == 0 ? "?" : "1" : child.min() == 0 ? "*" : "+";
        String summary = child.summary() ? " ~" : "";
        Type one = field.getGenericType();
        if (one instanceof ParameterizedType list && list.getRawType() == List.class) {
            one = list.getActualTypeArguments()[0];
        }
        if (one instanceof ParameterizedType bound && bound.getRawType() == Enumeration.class) {
            String codes = codes((Class<?>) bound.getActualTypeArguments()[0]);
            lines.add(" " + name + " " + cardinality + " code !" + codes + summary);
            return;
        }
        Class<?> type = (Class<?>) one;
        if (type == org.hl7.fhir.r4.model.Type.class) {
            List<String> choices = child.type().length == 0
                    ? OPEN_TYPES
                    : List.of(child.type()).stream().map(this::typeName).distinct().toList();
            for (String choice : new TreeSet<>(choices)) {
                String suffix = choice.substring(0, 1).toUpperCase(Locale.ROOT) + choice.substring(1);
                lines.add(" " + name + suffix + " " + cardinality + " " + choice + " =" + name + summary);
            }
            return;
        }
        if (type.isAnnotationPresent(Block.class)) {
            name(type, named.getOrDefault(type, owner + "." + name));
            lines.add(" " + name + " " + cardinality + " " + named.get(type) + summary);
            return;
        }
        lines.add(" " + name + " " + cardinality + " " + typeName(type) + summary);
    }

    /** References are one type whatever they refer to; profiled types are what they are profiles of. */
    private String typeName(Class<?> type) {
        if (type == XhtmlNode.class) {
            return "xhtml";
        }
        if (type == Resource.class) {
            return "Resource";
        }
        if (Resource.class.isAssignableFrom(type) || BaseReference.class.isAssignableFrom(type)) {
            name(org.hl7.fhir.r4.model.Reference.class, "Reference");
            return "Reference";
        }
        DatatypeDef definition = type.getAnnotation(DatatypeDef.class);
        if (definition.name().equals("SimpleQuantity") || definition.name().equals("MoneyQuantity")) {
            return typeName(org.hl7.fhir.r4.model.Quantity.class);
        }
        if (!PrimitiveType.class.isAssignableFrom(type)) {
            name(type, definition.name());
        }
        return definition.name();
    }

    private String codes(Class<?> type) {
        String name = type.getSimpleName();
        String codes = listCodes(type);
        while (enums.containsKey(name) && !enums.get(name).equals(codes)) {
            name = type.getDeclaringClass().getSimpleName() + "." + name;
        }
        enums.put(name, codes);
        return name;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static String listCodes(Class<?> type) {
        try {
            IBaseEnumFactory factory = (IBaseEnumFactory) Class.forName(type.getName() + "EnumFactory")
                    .getDeclaredConstructor()
                    .newInstance();
            StringBuilder codes = new StringBuilder();
            String system = "";
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals("NULL")) {
                    continue;
                }
                String of = factory.toSystem((Enum<?>) constant);
                String code = factory.toCode((Enum<?>) constant);
                codes.append(' ').append(of == null || of.equals(system) ? "" : of + "|").append(code);
                system = of == null ? system : of;
            }
            return codes.toString();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    String parameters() {
        StringBuilder text = new StringBuilder("""
                # The search parameters of the kept types in FHIR R4 (4.0.1), written by HapiModel from HAPI's model
                # classes. Not edited by hand. Tab-separated: type, code, kind, expression, target types or components
                """);
        for (ResourceType type : List.of(ResourceType.values()).stream()
                .sorted(Comparator.comparing(ResourceType::typeName))
                .toList()) {
            Map<String, RuntimeSearchParam> parameters = new TreeMap<>();
            context.getResourceDefinition(type.typeName())
                    .getSearchParams()
                    .forEach(parameter -> parameters.put(parameter.getName(), parameter));
            Map<String, String> codes = new HashMap<>();
            parameters.values().forEach(parameter -> codes.put(parameter.getUri(), parameter.getName()));
            for (RuntimeSearchParam parameter : parameters.values()) {
                text.append(line(type, parameter, codes));
            }
        }
        return text.toString();
    }

    private static String line(ResourceType type, RuntimeSearchParam parameter, Map<String, String> codes) {
        if (parameter.getName().startsWith("_")) {
            return "";
        }
        Set<String> last = parameter.getComponents().isEmpty()
                ? new TreeSet<>(parameter.getTargets())
                : parameter.getComponents().stream()
                        .map(component -> codes.get(component.getReference()))
                        // DocumentReference.relationship names the target first, but its expressions say code, target
                        .sorted(Comparator.comparing((String code) -> code.equals("relatesto")))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        return type.typeName() + "\t" + parameter.getName() + "\t"
                + parameter.getParamType().name().toLowerCase(Locale.ROOT) + "\t" + parameter.getPath() + "\t"
                + String.join(",", last) + "\n";
    }
}
