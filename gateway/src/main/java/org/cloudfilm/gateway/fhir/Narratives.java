package org.cloudfilm.gateway.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Narrative;

/**
 * Keeps narratives as they are on their way into XML, where HAPI would write other white space than they came with: each
 * is put aside and takes the place of its mark in what was written. Marks are new each time: no content can hold one.
 */
final class Narratives {

    private static final String BEGIN = "<div xmlns=\"http://www.w3.org/1999/xhtml\"";
    private static final String END = "</div>";

    private final String mark = UUID.randomUUID().toString();
    private final List<String> aside = new ArrayList<>();

    private Narratives() {}

    /** The resource has marks from now on. */
    static Narratives putAside(FhirContext context, IBaseResource resource) {
        Narratives narratives = new Narratives();
        FhirTerser terser = context.newTerser();
        narratives.putAside(terser, resource);
        terser.getAllEmbeddedResources(resource, true).forEach(embedded -> narratives.putAside(terser, embedded));
        return narratives;
    }

    private void putAside(FhirTerser terser, IBaseResource resource) {
        for (Narrative narrative : terser.getAllPopulatedChildElementsOfType(resource, Narrative.class)) {
            String div = narrative.getDivAsString();
            if (div != null && div.startsWith(BEGIN) && !div.contains(mark)) {
                narrative.setDivAsString(BEGIN + ">" + mark + "." + aside.size() + END);
                aside.add(div);
            }
        }
    }

    String putBack(String xml) {
        return aside.isEmpty()
                ? xml
                : Pattern.compile(BEGIN + ">\\s*" + mark + "\\.(\\d+)\\s*" + END).matcher(xml).replaceAll(one ->
                        Matcher.quoteReplacement(aside.get(Integer.parseInt(one.group(1)))));
    }
}
