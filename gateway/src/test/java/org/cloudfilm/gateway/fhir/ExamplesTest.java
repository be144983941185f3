package org.cloudfilm.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.gateway.fhir.FhirDoor.LISHUI;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.testing.R4Examples;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The examples of R4 go in and come out the same, in JSON and in XML. */
class ExamplesTest {

    /** Of each type, so that the whole takes seconds. */
    private static final int EACH = 12;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    @Test
    void examples_ofKeptTypes_comeBackEqual() throws Exception {
        List<String> troubles = new ArrayList<>();
        int[] taken = new int[100];
        int[] counted = new int[1];
        try (FhirDoor door = new FhirDoor()) {
            R4Examples.forEach((name, content) -> {
                JsonNode example = content.length > 200_000 ? null : MAPPER.readTree(content);
                ResourceType type = example == null
                        ? null
                        : ResourceType.find(example.path("resourceType").asString("")).orElse(null);
                if (type == null || type == ResourceType.AUDIT_EVENT || taken[type.number()]++ >= EACH) {
                    return;
                }
                counted[0]++;
                roundTrip(door, type, example, content, name, troubles);
            });
        }
        assertThat(counted[0]).isGreaterThan(200);
        assertThat(troubles).isEmpty();
    }

    private static void roundTrip(
            FhirDoor door, ResourceType type, JsonNode example, byte[] content, String name, List<String> troubles) {
        String path = "/" + type.typeName() + "/" + example.path("id").asString("");
        HttpResponse<byte[]> put = door.send("PUT", LISHUI, path, content, "Content-Type", FhirDoor.JSON);
        if (put.statusCode() != 201 && put.statusCode() != 200) {
            troubles.add(name + ": " + put.statusCode() + " " + new String(put.body()));
            return;
        }
        String json = door.get(LISHUI, path, "Accept", FhirDoor.JSON).body();
        if (!withoutMeta(MAPPER.readTree(json)).equals(withoutMeta(example))) {
            troubles.add(name + ": comes back other than it went in");
        }
        byte[] xml = door.send("GET", LISHUI, path, (byte[]) null, "Accept", FhirDoor.XML).body();
        HttpResponse<byte[]> again = door.send("PUT", LISHUI, path, xml, "Content-Type", FhirDoor.XML);
        if (again.statusCode() != 200) {
            troubles.add(name + " as XML: " + again.statusCode() + " " + new String(again.body()));
        }
    }

    private static JsonNode withoutMeta(JsonNode resource) {
        ObjectNode rest = (ObjectNode) resource.deepCopy();
        rest.remove("meta");
        return rest;
    }
}
