package org.cloudfilm.storage.record.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;

/**
 * One walk over one resource. Where it is, is noted in two small arrays and becomes a path only when something is wrong.
 */
final class StructureWalk {

    /** More than that help nobody. */
    static final int MOST_FLAWS = 50;

    private static final int LONGEST_QUOTE = 64;

    private final JsonDocument document;
    private final String base;
    private final List<Flaw> flaws = new ArrayList<>(0);
    private final FormatCheck formats;

    private String[] names = new String[16];
    private int[] indexes = new int[16];
    private int depth;

    StructureWalk(JsonDocument document, String base) {
        this.document = document;
        this.base = base;
        this.formats = new FormatCheck(document);
    }

    /** @param typeName null when any type of R4 will do */
    List<Flaw> resource(int node, String typeName) {
        checkResource(node, typeName, true);
        return flaws;
    }

    private void checkResource(int node, String typeName, boolean mayContain) {
        if (document.kind(node) != JsonKind.OBJECT) {
            flaw("structure", "a resource is an object");
            return;
        }
        int named = document.find(node, "resourceType");
        if (named < 0 || document.kind(named) != JsonKind.STRING) {
            flaw("structure", "resourceType is missing");
            return;
        }
        String said = document.string(named);
        TypeDefinition type = FhirSchema.r4().resource(said).orElse(null);
        if (type == null) {
            flaw("structure", "resourceType is none of R4: " + quoted(said));
            return;
        }
        if (typeName != null && !said.equals(typeName)) {
            flaw("structure", "resourceType is " + said + " where " + typeName + " is meant");
            return;
        }
        if (!mayContain && document.find(node, "contained") >= 0) {
            enter("contained", -1);
            flaw("structure", "a contained resource contains none itself");
            depth--;
        }
        object(node, type);
    }

    private void object(int node, TypeDefinition type) {
        if (document.kind(node) != JsonKind.OBJECT) {
            flaw("structure", "an object is meant");
            return;
        }
        if (document.size(node) == 0) {
            flaw("structure", "an object is never empty");
            return;
        }
        long required = 0;
        long choices = 0;
        for (int child = document.firstChild(node); child >= 0; child = document.next(child)) {
            String name = document.name(child);
            boolean companion = !name.isEmpty() && name.charAt(0) == '_';
            ElementDefinition element = type.find(companion ? name.substring(1) : name);
            if (element == null || companion && element.primitive() == null) {
                if (!(type.resource() && name.equals("resourceType"))) {
                    enter(quoted(name), -1);
                    flaw("structure", "no such element in " + type.name());
                    depth--;
                }
                continue;
            }
            if (element.requiredSlot() >= 0) {
                required |= 1L << element.requiredSlot();
            }
            if (element.choiceSlot() >= 0) {
                long bit = 1L << element.choiceSlot();
                if ((choices & bit) != 0 && twice(node, child, type, element)) {
                    enter(element.choice(), -1);
                    flaw("structure", "one value only, of one type");
                    depth--;
                }
                choices |= bit;
            }
            element(node, child, element, companion);
        }
        List<String> needed = type.requiredNames();
        if (Long.bitCount(required) < needed.size()) {
            missing(required, needed);
        }
    }

    private void missing(long there, List<String> needed) {
        for (int slot = 0; slot < needed.size(); slot++) {
            if ((there & 1L << slot) == 0) {
                enter(needed.get(slot), -1);
                flaw("required", "must be there");
                depth--;
            }
        }
    }

    /** Whether another member before this one is of the same choice; the companion of a primitive is the same value. */
    private boolean twice(int object, int member, TypeDefinition type, ElementDefinition element) {
        for (int other = document.firstChild(object); other != member; other = document.next(other)) {
            String name = document.name(other);
            String plain = name.startsWith("_") ? name.substring(1) : name;
            ElementDefinition before = type.find(plain);
            if (before != null && before != element && before.choiceSlot() == element.choiceSlot()) {
                return true;
            }
        }
        return false;
    }

    private void element(int parent, int node, ElementDefinition element, boolean companion) {
        boolean array = document.kind(node) == JsonKind.ARRAY;
        if (array != element.repeats()) {
            enter(element.fhirPath(), -1);
            flaw("structure", element.repeats() ? "an array is meant" : "one value is meant, no array");
            depth--;
            return;
        }
        if (!array) {
            enter(element.fhirPath(), -1);
            value(node, element, companion);
            depth--;
            return;
        }
        if (document.size(node) == 0) {
            enter(element.fhirPath(), -1);
            flaw("structure", "an array is never empty");
            depth--;
            return;
        }
        int index = 0;
        String path = element.fhirPath();
        for (int item = document.firstChild(node); item >= 0; item = document.next(item), index++) {
            enter(path, index);
            if (document.kind(item) != JsonKind.NULL) {
                value(item, element, companion);
            } else if (element.primitive() == null || !counterpart(parent, element, companion, index)) {
                flaw("structure", "null stands only for a value whose extension is told, or the other way round");
            }
            depth--;
        }
    }

    /** Whether the other of an element and its companion has something at an index. */
    private boolean counterpart(int parent, ElementDefinition element, boolean companion, int index) {
        int other = document.find(parent, companion ? element.name() : "_" + element.name());
        if (other < 0 || document.kind(other) != JsonKind.ARRAY) {
            return false;
        }
        int item = document.firstChild(other);
        for (int i = 0; i < index && item >= 0; i++) {
            item = document.next(item);
        }
        return item >= 0 && document.kind(item) != JsonKind.NULL;
    }

    private void value(int node, ElementDefinition element, boolean companion) {
        if (companion) {
            object(node, FhirSchema.ELEMENT);
        } else if (element.primitive() != null) {
            primitive(node, element);
        } else if (element.type() != null) {
            object(node, element.type());
        } else {
            boolean contained = element.name().equals("contained");
            checkResource(node, null, !contained);
        }
    }

    private void primitive(int node, ElementDefinition element) {
        Primitive type = element.primitive();
        JsonKind kind = document.kind(node);
        if (type == Primitive.BOOLEAN) {
            if (kind != JsonKind.TRUE && kind != JsonKind.FALSE) {
                flaw("value", "true or false is meant");
            }
            return;
        }
        if (kind != (type.numeric() ? JsonKind.NUMBER : JsonKind.STRING)) {
            flaw("value", type.numeric() ? "a number is meant" : "a string is meant");
            return;
        }
        String wrong = formats.wrong(node, type);
        if (wrong != null) {
            flaw("value", wrong);
        } else if (element.codes() != null && !element.codes().has(document.string(node))) {
            flaw("code-invalid", "not one of the codes of " + element.codes().name());
        }
    }

    private void enter(String name, int index) {
        if (depth == names.length) {
            names = Arrays.copyOf(names, depth * 2);
            indexes = Arrays.copyOf(indexes, depth * 2);
        }
        names[depth] = name;
        indexes[depth++] = index;
    }

    private void flaw(String type, String text) {
        if (flaws.size() == MOST_FLAWS) {
            return;
        }
        StringBuilder path = new StringBuilder(base);
        for (int i = 0; i < depth; i++) {
            path.append('.').append(names[i]);
            if (indexes[i] >= 0) {
                path.append('[').append(indexes[i]).append(']');
            }
        }
        flaws.add(new Flaw(path.toString(), type, text));
    }

    /** A name from outside: short, and of letters and digits only. */
    private static String quoted(String name) {
        StringBuilder quoted = new StringBuilder();
        for (int i = 0; i < name.length() && i < LONGEST_QUOTE; i++) {
            char c = name.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
            quoted.append(plain ? c : '?');
        }
        return quoted.toString();
    }
}
