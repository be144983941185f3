package org.cloudfilm.gateway.fhir;

import ca.uhn.fhir.parser.IParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.cloudfilm.storage.record.StoredRecord;

/** Leaves out what {@code _summary} and {@code _elements} do not ask for, and tags the rest SUBSETTED (section 3.1.1.5.8). */
final class Subset {

    private static final Set<String> ALWAYS = Set.of("*.id", "*.meta", "*.(mandatory)");

    private final ContentWriter contents;

    Subset(ContentWriter contents) {
        this.contents = contents;
    }

    /** What is larger is sent whole. */
    static boolean fits(StoredRecord record) {
        return ContentWriter.length(record) <= HapiForms.LARGEST;
    }

    byte[] of(StoredRecord record, Wishes wishes) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(record.content().length);
        contents.write(record, whole);
        return of(whole.toByteArray(), record.id().type().typeName(), wishes);
    }

    byte[] of(byte[] content, String type, Wishes wishes) {
        IParser parser = HapiForms.faithful(HapiForms.R4.newJsonParser());
        switch (wishes.summary()) {
            case TRUE -> parser.setSummaryMode(true);
            case DATA -> parser.setSuppressNarratives(true);
            case TEXT -> parser.setEncodeElements(elements("*.text"));
            case COUNT, FALSE -> {
                String[] paths = wishes.elements().stream().map(name -> path(type, name)).toArray(String[]::new);
                parser.setEncodeElements(elements(paths));
            }
        }
        return parser.encodeResourceToString(HapiForms.resource(content)).getBytes(StandardCharsets.UTF_8);
    }

    /** With or without the type before it, and the {@code [x]} of a choice behind it. */
    private static String path(String type, String element) {
        String name = element.endsWith("[x]") ? element.substring(0, element.length() - 3) : element;
        return Character.isUpperCase(name.charAt(0)) ? name : type + "." + name;
    }

    private static Set<String> elements(String... paths) {
        Set<String> elements = new HashSet<>(ALWAYS);
        elements.addAll(Set.of(paths));
        return elements;
    }
}
