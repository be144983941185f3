package org.cloudfilm.storage.record.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A resource, a complex data type or a backbone element, and its elements by their names in JSON. */
public final class TypeDefinition {

    private final String name;
    private final boolean resource;
    private final List<ElementDefinition> elements;
    private final List<String> requiredNames;
    /** open addressing, a power of two wide: one look suffices nearly always */
    private final ElementDefinition[] table;

    private TypeDefinition(
            String name, boolean resource, List<ElementDefinition> elements, List<String> requiredNames) {
        this.name = name;
        this.resource = resource;
        this.elements = List.copyOf(elements);
        this.requiredNames = List.copyOf(requiredNames);
        this.table = new ElementDefinition[Integer.highestOneBit(Math.max(4, elements.size())) * 4];
        for (ElementDefinition element : elements) {
            int slot = slot(element.name());
            while (table[slot] != null) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = element;
        }
    }

    static TypeDefinition parse(String name, boolean resource, List<String> lines, Map<String, CodeList> codes) {
        List<ElementDefinition> elements = new ArrayList<>(lines.size());
        List<String> required = new ArrayList<>();
        Map<String, Integer> choices = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            CodeList list = null;
            String choice = null;
            boolean summary = false;
            for (int i = 3; i < words.length; i++) {
                switch (words[i].charAt(0)) {
                    case '!' -> list = codes.get(words[i].substring(1));
                    case '=' -> choice = words[i].substring(1).intern();
                    default -> summary = true;
                }
            }
            int requiredSlot = -1;
            if (words[1].equals("1") || words[1].equals("+")) {
                String slotName = choice == null ? words[0] : choice;
                if (!required.contains(slotName)) {
                    required.add(slotName);
                }
                requiredSlot = required.indexOf(slotName);
            }
            int choiceSlot = choice == null ? -1 : choices.computeIfAbsent(choice, key -> choices.size());
            boolean repeats = words[1].equals("*") || words[1].equals("+");
            elements.add(new ElementDefinition(
                    words[0].intern(), choice, words[2].intern(), repeats, summary, list, requiredSlot, choiceSlot));
        }
        return new TypeDefinition(name, resource, elements, required);
    }

    void resolve(Map<String, TypeDefinition> types) {
        for (ElementDefinition element : elements) {
            if (element.primitive() == null && !element.typeName().equals("Resource")) {
                TypeDefinition type = types.get(element.typeName());
                if (type == null) {
                    throw new IllegalStateException("no type " + element.typeName());
                }
                element.resolve(type);
            }
        }
    }

    public String name() {
        return name;
    }

    public boolean resource() {
        return resource;
    }

    /** In the order of the specification, but for choices, whose types are in alphabetical order. */
    public List<ElementDefinition> elements() {
        return elements;
    }

    /** The element of this name in JSON; null if there is none. */
    public ElementDefinition find(String jsonName) {
        int slot = slot(jsonName);
        for (ElementDefinition element = table[slot]; element != null; element = table[slot]) {
            if (element.name().equals(jsonName)) {
                return element;
            }
            slot = slot + 1 & table.length - 1;
        }
        return null;
    }

    private int slot(String key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 15) & table.length - 1;
    }

    /** Names of the elements, or choices, that must be there; at most 64. */
    List<String> requiredNames() {
        return requiredNames;
    }
}
