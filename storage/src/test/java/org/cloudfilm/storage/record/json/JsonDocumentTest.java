package org.cloudfilm.storage.record.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.cloudfilm.storage.record.json.JsonFormatException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {

    private static final String PATIENT =
            """
            {"resourceType": "Patient", "name": [{"text": "张\\u4e09", "family": "Zh\\"ang"}, {}],
             "active": true, "multipleBirthInteger": 2, "weight": -1.50e+3, "nothing": null, "empty": []}
            """;

    @Test
    void parse_resource_everyValueIsFound() throws JsonFormatException {
        JsonDocument document = document(PATIENT);
        int name = document.find(document.root(), "name");

        assertThat(document.size(document.root())).isEqualTo(7);
        assertThat(document.isString(document.find(0, "resourceType"), "Patient")).isTrue();
        assertThat(document.kind(name)).isEqualTo(JsonKind.ARRAY);
        assertThat(document.size(name)).isEqualTo(2);
        int first = document.firstChild(name);
        assertThat(document.string(document.find(first, "text"))).isEqualTo("张三");
        assertThat(document.string(document.find(first, "family"))).isEqualTo("Zh\"ang");
        assertThat(document.name(first)).isNull();
        int second = document.next(first);
        assertThat(document.kind(second)).isEqualTo(JsonKind.OBJECT);
        assertThat(document.firstChild(second)).isEqualTo(-1);
        assertThat(document.next(second)).isEqualTo(-1);
        assertThat(document.raw(document.find(0, "weight"))).isEqualTo("-1.50e+3");
        assertThat(document.kind(document.find(0, "nothing"))).isEqualTo(JsonKind.NULL);
        assertThat(document.find(0, "absent")).isEqualTo(-1);
    }

    @Test
    void textAndElements_absentOrOfAnotherKind_none() throws JsonFormatException {
        JsonDocument document = document(PATIENT);
        int first = document.elements(document.root(), "name").getFirst();

        assertThat(document.elements(document.root(), "name")).hasSize(2);
        assertThat(document.elements(document.root(), "empty")).isEmpty();
        assertThat(document.elements(document.root(), "resourceType")).isEmpty();
        assertThat(document.elements(document.root(), "absent")).isEmpty();
        assertThat(document.text(first, "text")).isEqualTo("张三");
        assertThat(document.text(document.root(), "active")).isEmpty();
        assertThat(document.text(document.root(), "absent")).isEmpty();
        assertThat(document.text(document.find(document.root(), "weight"), "text")).isEmpty();
    }

    @Test
    void ofStored_noJson_isAFaultOfOurs() {
        assertThat(JsonDocument.ofStored("{}".getBytes(StandardCharsets.UTF_8)).count()).isOne();
        assertThatThrownBy(() -> JsonDocument.ofStored("{\"name\":\"张三".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a stored record is not JSON");
    }

    @Test
    void parse_rangeOfABuffer_positionsCountFromTheBuffer() throws JsonFormatException {
        byte[] buffer = "xx{\"a\": 1}yy".getBytes(StandardCharsets.UTF_8);
        JsonDocument document = JsonDocument.parse(buffer, 2, 8, JsonLimits.DEFAULT);

        assertThat(document.start(0)).isEqualTo(2);
        assertThat(document.end(0)).isEqualTo(10);
        assertThat(document.nameStart(1)).isEqualTo(3);
        assertThat(SplicedJson.of(document).replace(document.start(1), document.end(1), "22").toBytes())
                .asString().isEqualTo("{\"a\": 22}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "{", "[", "}", "[1,]", "{\"a\":1,}", "{,}", "[,1]", "{\"a\"}", "{\"a\":}", "{a:1}", "tru", "01", "1.", ".5",
        "-", "+1", "1e", "\"", "\"\\x\"", "\"\\u12\"", "\"\t\"", "[1 2]", "{} {}", "nul", "NaN", "// c", "[1]]"
    })
    void parse_notJson_refused(String text) {
        assertThat(failure(text)).isEqualTo(Kind.SYNTAX);
    }

    @Test
    void parse_badEncoding_refused() {
        assertThat(failure(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'})).isEqualTo(Kind.ENCODING);
        assertThat(failure(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'})).isEqualTo(Kind.ENCODING);
        assertThat(failure(new byte[] {'"', (byte) 0xE5, (byte) 0xBC, '"'})).isEqualTo(Kind.ENCODING);
        assertThat(failure("\"\\ud800\"")).isEqualTo(Kind.ENCODING);
        assertThat(failure("\"\\udc00\\ud800\"")).isEqualTo(Kind.ENCODING);
    }

    @Test
    void parse_nameTwice_refusedHoweverItIsWritten() {
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 40; i++) {
            many.append("\"n").append(i).append("\":0,");
        }
        assertThat(failure("{\"a\":1,\"b\":2,\"a\":3}")).isEqualTo(Kind.DUPLICATE_NAME);
        assertThat(failure("{\"a\":1,\"\\u0061\":3}")).isEqualTo(Kind.DUPLICATE_NAME);
        assertThat(failure(many + "\"n7\":1}")).isEqualTo(Kind.DUPLICATE_NAME);
        assertThat(failure(many + "\"\\u006e7\":1}")).isEqualTo(Kind.DUPLICATE_NAME);
        assertThat(failure(many + "\"n\":1}")).isNull();
    }

    @Test
    void parse_bombs_refusedWithoutBeingFollowed() {
        assertThat(failure("[".repeat(10_000_000))).isEqualTo(Kind.TOO_DEEP);
        assertThatThrownBy(() -> JsonDocument.parse("[1,2,3]".getBytes(), 0, 7, new JsonLimits(10, 3)))
                .isInstanceOf(JsonFormatException.class);
    }

    /** A mature parser agrees on what is JSON and what it says, for a hundred thousand damaged texts. */
    @Test
    void parse_damagedTexts_sameJudgementAsJackson() {
        Random random = new Random(42);
        String damage = "{}[]\",:\\u0e-. truefalsn\u0001";
        byte[] whole = PATIENT.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 100_000; i++) {
            byte[] text = whole.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                text[random.nextInt(text.length)] = (byte) damage.charAt(random.nextInt(damage.length()));
            }
            assertThat(failure(text) == null).as("%s", new String(text, StandardCharsets.UTF_8)).isEqualTo(jackson(text));
        }
    }

    @Test
    void compact_leavesOutWhatIsNotNeeded_andMendsNothing() throws JsonFormatException {
        assertThat(compact(" {\n\t\"a b\" : [ 1 , -2.5 ,\r\n true ] , \"q\\\" \" : \" x \" } "))
                .isEqualTo("{\"a b\":[1,-2.5,true],\"q\\\" \":\" x \"}");
        for (String wrong : new String[] {"[1 2]", "[1   2]", "tr ue", "[- 1]", "[1 .5]", "\"open", "[true false]", "1 e5"}) {
            assertThat(failure(compact(wrong))).as(wrong).isEqualTo(Kind.SYNTAX);
        }
    }

    /** The same values in the same order, and the same judgement, for texts of all kinds. */
    @Test
    void compact_damagedTexts_sameJudgementAsBefore() {
        Random random = new Random(7);
        byte[] whole = PATIENT.getBytes(StandardCharsets.UTF_8);
        String damage = "{}[]\",:\\u0e-. truefalsn\u0001\n";
        for (int i = 0; i < 100_000; i++) {
            byte[] text = whole.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                text[random.nextInt(text.length)] = (byte) damage.charAt(random.nextInt(damage.length()));
            }
            Kind before = failure(text);
            byte[] compact = compact(new String(text, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(failure(compact) == null).as("%s", new String(text, StandardCharsets.UTF_8)).isEqualTo(before == null);
        }
    }

    private static String compact(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, 0, CompactJson.inPlace(bytes, 0, bytes.length), StandardCharsets.ISO_8859_1);
    }

    private static boolean jackson(byte[] text) {
        JsonFactory factory = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        try (JsonParser parser = factory.createParser(text)) {
            int depth = 0;
            int roots = 0;
            JsonToken token;
            while ((token = parser.nextToken()) != null) {
                roots += depth == 0 && !token.isStructEnd() ? 1 : 0;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                    String string = parser.getText();
                    if (!StandardCharsets.UTF_8.newEncoder().canEncode(string)) {
                        return false; // half of a surrogate pair, which Jackson lets pass
                    }
                }
            }
            return depth == 0 && roots == 1;
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonDocument document(String text) throws JsonFormatException {
        return JsonDocument.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Kind failure(String text) {
        return failure(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Kind failure(byte[] text) {
        try {
            JsonDocument.parse(text);
            return null;
        } catch (JsonFormatException e) {
            return e.kind();
        }
    }
}
