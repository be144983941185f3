package org.cloudfilm.storage.record.schema;

/** One element of a type as JSON names it: each type that a choice may take is an element of its own. */
public final class ElementDefinition {

    private final String name;
    private final String choice;
    private final String typeName;
    private final boolean repeats;
    private final boolean summary;
    private final CodeList codes;
    private final Primitive primitive;
    private final int requiredSlot;
    private final int choiceSlot;
    private TypeDefinition type;

    ElementDefinition(
            String name,
            String choice,
            String typeName,
            boolean repeats,
            boolean summary,
            CodeList codes,
            int requiredSlot,
            int choiceSlot) {
        this.name = name;
        this.choice = choice;
        this.typeName = typeName;
        this.repeats = repeats;
        this.summary = summary;
        this.codes = codes;
        this.primitive = Primitive.find(typeName);
        this.requiredSlot = requiredSlot;
        this.choiceSlot = choiceSlot;
    }

    void resolve(TypeDefinition of) {
        this.type = of;
    }

    /** As in JSON, such as {@code valueQuantity}. */
    public String name() {
        return name;
    }

    /** What the specification calls it without its type, such as {@code value}; null when it is no choice. */
    public String choice() {
        return choice;
    }

    /** As in FHIRPath: {@code status}, {@code value.ofType(Quantity)}. */
    public String fhirPath() {
        return choice == null ? name : choice + ".ofType(" + typeName + ")";
    }

    /** Such as {@code dateTime}, {@code Quantity}, {@code Observation.component}; {@code Resource} for any resource. */
    public String typeName() {
        return typeName;
    }

    /** Is an array in JSON. */
    public boolean repeats() {
        return repeats;
    }

    public boolean required() {
        return requiredSlot >= 0;
    }

    /** Part of the summary (FHIR R4 section 3.1.1.5.8). */
    public boolean summary() {
        return summary;
    }

    /** What a code may be; null when there is no required binding. */
    public CodeList codes() {
        return codes;
    }

    /** Null when the type is complex. */
    Primitive primitive() {
        return primitive;
    }

    /** Null for primitives and for elements that hold a resource. */
    public TypeDefinition type() {
        return type;
    }

    int requiredSlot() {
        return requiredSlot;
    }

    int choiceSlot() {
        return choiceSlot;
    }
}
