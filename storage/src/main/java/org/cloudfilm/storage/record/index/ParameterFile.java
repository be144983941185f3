package org.cloudfilm.storage.record.index;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameter.Kind;

/** The definitions of R4's search parameters, as they were taken out of HAPI's model. */
final class ParameterFile {

    static final String NAME = "parameters.txt";

    /** Those of all resources that are kept as rows; the rest are columns or not supported. */
    static final List<Line> COMMON = List.of(
            new Line("_profile", Kind.URI, "Resource.meta.profile", List.of()),
            new Line("_security", Kind.TOKEN, "Resource.meta.security", List.of()),
            new Line("_source", Kind.URI, "Resource.meta.source", List.of()),
            new Line("_tag", Kind.TOKEN, "Resource.meta.tag", List.of()));

    /** Those that IHE adds to R4's (MHD: ITI-66, ITI-67), in the order of the types. */
    static final Map<ResourceType, List<Line>> OF_IHE = new EnumMap<>(Map.of(
            ResourceType.DOCUMENT_REFERENCE,
            List.of(new Line("creation", Kind.DATE, "DocumentReference.content.attachment.creation", List.of())),
            ResourceType.LIST,
            List.of(
                    new Line("designationType", Kind.TOKEN, ofMhd("designationType", "CodeableConcept"), List.of()),
                    new Line("sourceId", Kind.TOKEN, ofMhd("sourceId", "Identifier"), List.of()))));

    private ParameterFile() {}

    private static String ofMhd(String extension, String value) {
        return "List.extension('https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-" + extension + "').value.as("
                + value + ")";
    }

    /** @param last target types of a reference, or codes of a composite's components */
    record Line(String code, Kind kind, String expression, List<String> last) {}

    static Map<ResourceType, List<Line>> read() {
        Map<ResourceType, List<Line>> lines = new EnumMap<>(ResourceType.class);
        for (ResourceType type : ResourceType.values()) {
            lines.put(type, new ArrayList<>(COMMON));
            lines.get(type).addAll(OF_IHE.getOrDefault(type, List.of()));
        }
        try (InputStream in = ParameterFile.class.getResourceAsStream(NAME);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("#")) {
                    continue;
                }
                String[] cells = line.split("\t", -1);
                ResourceType type = ResourceType.find(cells[0]).orElseThrow();
                List<String> last = cells[4].isEmpty() ? List.of() : List.of(cells[4].split(","));
                lines.get(type)
                        .add(new Line(cells[1], Kind.valueOf(cells[2].toUpperCase(Locale.ROOT)), cells[3], last));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
