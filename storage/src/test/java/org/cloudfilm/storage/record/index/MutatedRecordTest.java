package org.cloudfilm.storage.record.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.cloudfilm.storage.record.json.JsonLimits;
import org.cloudfilm.storage.record.schema.CheckStructure;
import org.cloudfilm.storage.testing.R4Examples;
import org.junit.jupiter.api.Test;

/** Whatever comes in is taken, or refused as JSON or with flaws: nothing else ever happens to it. */
class MutatedRecordTest {

    private static final List<String> PIECES = List.of(
            "{}", "[]", "null", "true", "-1.5e300", "1e9", "\"\"", "\"\\u0000\"", "\"2020-99\"", "[[]]", "{\"a\":{}}",
            "\"Patient/\"", "\"#\"", "\"urn:uuid:\"", "\"|\"", "\"\ud83d\ude00\"", "0.0", "\"_\"", "\"resourceType\"");
    private static final IndexRecord INDEX = new IndexRecord(LocalZone.ZONE, Set.of("https://x/fhir"));

    private final Random random = new Random(20260101);
    private int taken;
    private int flawed;
    private int refused;

    @Test
    void mutatedExamples_areTakenOrRefused() {
        R4Examples.forEach((name, content) -> {
            ResourceType type = ResourceType.find(name.replaceFirst("-.*", "")).orElse(null);
            boolean definition = type == ResourceType.VALUE_SET || type == ResourceType.CODE_SYSTEM;
            if (type != null && !definition && content.length < 20_000) {
                for (int i = 0; i < 40; i++) {
                    attempt(type, random.nextBoolean() ? otherBytes(content) : otherValue(content));
                }
            }
        });
        assertThat(taken).isGreaterThan(500);
        assertThat(flawed).isGreaterThan(5000);
        assertThat(refused).isGreaterThan(2000);
    }

    @Test
    void deepAndWideRecords_endAtTheLimits() {
        String deep = "{\"resourceType\":\"Patient\",\"extension\":" + "[{\"url\":\"u\",\"extension\":".repeat(5000);
        attempt(ResourceType.PATIENT, deep.getBytes(StandardCharsets.UTF_8));
        String contained = "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":".repeat(5000);
        attempt(ResourceType.BUNDLE, contained.getBytes(StandardCharsets.UTF_8));
        assertThat(refused).isEqualTo(2);

        String nested = "{\"resourceType\":\"Patient\",\"extension\":" + "[{\"url\":\"u\",\"extension\":".repeat(45)
                + "[{\"url\":\"u\",\"valueCode\":\"c\"}]" + "}]".repeat(45) + "}";
        attempt(ResourceType.PATIENT, nested.getBytes(StandardCharsets.UTF_8));
        assertThat(taken).isEqualTo(1);
    }

    @Test
    void manyNames_areRowsOfABoundedLength() throws Exception {
        StringBuilder names = new StringBuilder("{\"resourceType\":\"Patient\",\"name\":[");
        for (int i = 0; i < 20_000; i++) {
            names.append(i == 0 ? "" : ",").append("{\"family\":\"").append("n".repeat(300)).append(i).append("\"}");
        }
        IndexRows rows = extract(ResourceType.PATIENT, names.append("]}").toString().getBytes(StandardCharsets.UTF_8));

        assertThat(rows.strings()).hasSize(2).allSatisfy(row -> assertThat(row.value()).hasSize(FoldedText.LONGEST));
    }

    private void attempt(ResourceType type, byte[] content) {
        try {
            JsonDocument document = JsonDocument.parse(content, 0, content.length, JsonLimits.DEFAULT);
            List<Flaw> flaws = CheckStructure.check(document, type);
            if (flaws.isEmpty()) {
                taken++;
            } else {
                flawed++;
            }
            // rows are also made of what an older, laxer check may have let in
            INDEX.extract(document, type, new RecordId(type, "self"), ReferenceResolver.AS_WRITTEN);
        } catch (JsonFormatException e) {
            refused++;
        }
    }

    private static IndexRows extract(ResourceType type, byte[] content) throws JsonFormatException {
        return INDEX.extract(
                JsonDocument.parse(content), type, new RecordId(type, "self"), ReferenceResolver.AS_WRITTEN);
    }

    private byte[] otherBytes(byte[] content) {
        byte[] other = content.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            other[random.nextInt(other.length)] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 32 + random.nextInt(95));
        }
        return other;
    }

    /** One value, anywhere, replaced by another that is JSON as well. */
    private byte[] otherValue(byte[] content) {
        try {
            JsonDocument document = JsonDocument.parse(content);
            List<Integer> nodes = new ArrayList<>();
            collect(document, document.root(), nodes);
            int node = nodes.get(random.nextInt(nodes.size()));
            String text = new String(content, 0, document.start(node), StandardCharsets.UTF_8)
                    + PIECES.get(random.nextInt(PIECES.size()))
                    + new String(content, document.end(node), content.length - document.end(node), StandardCharsets.UTF_8);
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (JsonFormatException e) {
            throw new AssertionError(e);
        }
    }

    private static void collect(JsonDocument document, int node, List<Integer> nodes) {
        for (int child = document.firstChild(node); child >= 0; child = document.next(child)) {
            nodes.add(child);
            collect(document, child, nodes);
        }
    }
}
