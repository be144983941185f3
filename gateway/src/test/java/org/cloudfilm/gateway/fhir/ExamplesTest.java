package org.cloudfilm.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.gateway.fhir.FhirDoor.LISHUI;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.testing.R4Examples;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * All examples of R4 of the kept types go in and come out the same, in JSON and in XML; and what comes out in XML is to
 * HAPI what comes out in JSON.
 */
class ExamplesTest {

    private static final int LARGEST = 200_000;
    private static final int AT_ONCE = 4;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    /** with HAPI's own settings, none of ours */
    private static final FhirContext HAPI = FhirContext.forR4();

    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final AtomicInteger examples = new AtomicInteger();

    @Test
    void examples_ofKeptTypes_comeBackEqual() throws Exception {
        Semaphore free = new Semaphore(AT_ONCE);
        try (FhirDoor door = new FhirDoor()) {
            try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
                R4Examples.forEach((name, content) -> {
                    JsonNode example = content.length > LARGEST ? null : MAPPER.readTree(content);
                    ResourceType type = example == null
                            ? null
                            : ResourceType.find(example.path("resourceType").asString("")).orElse(null);
                    if (type == null || type == ResourceType.AUDIT_EVENT) {
                        return;
                    }
                    examples.incrementAndGet();
                    free.acquireUninterruptibly();
                    tasks.submit(() -> {
                        try {
                            roundTrip(door, type, example, content, name);
                        } catch (RuntimeException | Error e) {
                            troubles.add(name + ": " + e);
                        } finally {
                            free.release();
                        }
                    });
                });
            }
        }
        assertThat(examples.get()).isGreaterThan(2_500);
        assertThat(troubles).as("%s of %s", troubles.size(), examples).isEmpty();
    }

    private void roundTrip(FhirDoor door, ResourceType type, JsonNode example, byte[] content, String name) {
        String path = "/" + type.typeName() + "/" + example.path("id").asString("");
        HttpResponse<byte[]> put = door.send("PUT", LISHUI, path, content, "Content-Type", FhirDoor.JSON);
        if (put.statusCode() != 201) {
            troubles.add(name + ": " + put.statusCode() + " " + new String(put.body(), StandardCharsets.UTF_8));
            return;
        }
        String json = door.get(LISHUI, path, "Accept", FhirDoor.JSON).body();
        if (!withoutMeta(json).equals(withoutMeta(example))) {
            troubles.add(name + ": comes back other than it went in");
        }
        String xml = door.get(LISHUI, path, "Accept", FhirDoor.XML).body();
        Resource toHapi = parse(HAPI.newJsonParser(), json);
        if (!parse(HAPI.newXmlParser(), xml).equalsDeep(toHapi)) {
            troubles.add(name + ": says other things in XML than in JSON");
        }
        HttpResponse<byte[]> again = door.send(
                "PUT", LISHUI, path, xml.getBytes(StandardCharsets.UTF_8), "Content-Type", FhirDoor.XML);
        if (again.statusCode() != 200) {
            troubles.add(name + " as XML: " + again.statusCode() + " "
                    + new String(again.body(), StandardCharsets.UTF_8));
            return;
        }
        String back = door.get(LISHUI, path, "Accept", FhirDoor.JSON).body();
        boolean same = normal(withoutMeta(back)).equals(normal(withoutMeta(example)));
        if (!same || !withoutMeta(parse(HAPI.newJsonParser(), back)).equalsDeep(withoutMeta(toHapi))) {
            troubles.add(name + ": comes back from XML other than it went in");
        }
    }

    private static Resource withoutMeta(Resource resource) {
        Resource rest = resource.copy();
        rest.setMeta(null);
        rest.setId(resource.getIdElement().getIdPart());
        return rest;
    }

    /** What may be written in several ways: base64 with spaces, decimals with exponents, XHTML. */
    private static JsonNode normal(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove("div");
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode value = object.get(name);
                if (name.equals("data") && value.isString()) {
                    object.put(name, value.asString().replaceAll("\\s", ""));
                } else if (value.isNumber()) {
                    object.put(name, new BigDecimal(value.decimalValue().toPlainString()));
                }
            }
        }
        json.forEach(ExamplesTest::normal);
        return json;
    }

    private static Resource parse(IParser parser, String text) {
        return (Resource) parser.setStripVersionsFromReferences(false)
                .setOverrideResourceIdWithBundleEntryFullUrl(false)
                .parseResource(text);
    }

    private static JsonNode withoutMeta(String resource) {
        return withoutMeta(MAPPER.readTree(resource));
    }

    private static JsonNode withoutMeta(JsonNode resource) {
        ObjectNode rest = (ObjectNode) resource.deepCopy();
        rest.remove("meta");
        return rest;
    }
}
