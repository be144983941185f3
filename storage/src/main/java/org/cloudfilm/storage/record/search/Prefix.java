package org.cloudfilm.storage.record.search;

/** How an ordered value is compared (FHIR R4 section 3.1.1.4.5). */
enum Prefix {
    EQ,
    NE,
    GT,
    LT,
    GE,
    LE,
    /** the whole of the resource's range lies after the value */
    SA,
    /** the whole of the resource's range lies before the value */
    EB,
    /** within a tenth */
    AP;

    /** The prefix a value begins with; null when it begins with none that is known. */
    static Prefix of(String value) {
        if (value.length() < 2 || !Character.isLetter(value.charAt(0))) {
            return null;
        }
        return switch (value.substring(0, 2)) {
            case "eq" -> EQ;
            case "ne" -> NE;
            case "gt" -> GT;
            case "lt" -> LT;
            case "ge" -> GE;
            case "le" -> LE;
            case "sa" -> SA;
            case "eb" -> EB;
            case "ap" -> AP;
            default -> null;
        };
    }
}
