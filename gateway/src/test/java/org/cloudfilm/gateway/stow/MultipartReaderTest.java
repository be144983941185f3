package org.cloudfilm.gateway.stow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartReaderTest {

    private static final String BOUNDARY = "b0";

    @Test
    void parts_withHeadersAndBodies_asSent() throws Exception {
        List<Read> parts = read("--b0\r\nContent-Type: application/dicom\r\nX-Y:  z \r\n\r\none\r\n--b0\r\n\r\ntwo\r\n--b0--");
        assertThat(parts).extracting(Read::text).containsExactly("one", "two");
        assertThat(parts.getFirst().headers()).isEqualTo(Map.of("content-type", "application/dicom", "x-y", "z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--b0--",
                "--b0--\r\n",
                "\r\n--b0--\r\nepilogue",
                "a preamble\r\n--b0--",
            })
    void body_withoutParts_empty(String body) throws Exception {
        assertThat(read(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--b0\r\n\r\n\r\n--b0--", // header end, then the line end of the delimiter
                "--b0\r\n\r\n--b0--", // one line end for both
                "--b0  \t\r\nA: b\r\n\r\n--b0--",
            })
    void part_withoutBody_empty(String body) throws Exception {
        assertThat(read(body)).extracting(Read::text).containsExactly("");
    }

    /** Line ends, dashes and longer boundaries that only look like a delimiter belong to the body. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r\n--", "\r\n--b", "\r\r\n--b1", " --b0", "\n--b0\n", "\r\n-\r\n--b\r\n"})
    void body_almostDelimiter_keptWhole(String content) throws Exception {
        assertThat(read("--b0\r\n\r\n" + content + "\r\n--b0--"))
                .extracting(Read::text)
                .containsExactly(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no delimiter at all",
                "--b0",
                "--b0\r\n",
                "--b0\r\nContent-Type: application/dicom",
                "--b0\r\n\r\nbody without an end",
                "--b0\r\n\r\nbody\r\n--b0",
                "--b0\r\nno colon\r\n\r\nbody\r\n--b0--",
                "--b0 text\r\n\r\nbody\r\n--b0--",
            })
    void body_brokenOrCut_malformed(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void headers_endless_malformed() {
        assertThatThrownBy(() -> read("--b0\r\nA: " + "x".repeat(100_000))).isInstanceOf(MalformedBodyException.class);
        assertThatThrownBy(() -> read("--b0\r\n" + "A: b\r\n".repeat(10_000))).isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void preamble_endless_malformed() {
        assertThatThrownBy(() -> read("x".repeat(1_000_000))).isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void bodyNotRead_nextPart_found() throws Exception {
        MultipartReader reader = reader(new ByteArrayInputStream(
                bytes("--b0\r\n\r\n" + "x".repeat(200_000) + "\r\n--b0\r\n\r\ntwo\r\n--b0--")));
        reader.next();
        assertThat(reader.next().orElseThrow().body().readAllBytes()).isEqualTo(bytes("two"));
    }

    /** Whatever the bodies hold and however the bytes trickle in, what was put in comes out. */
    @Test
    void parts_randomBodiesInRandomPieces_asSent() throws Exception {
        Random random = new Random(20260101);
        for (int round = 0; round < 300; round++) {
            List<byte[]> bodies = new ArrayList<>();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int part = random.nextInt(4); part >= 0; part--) {
                byte[] content = almostDelimiters(random, random.nextInt(round % 10 == 0 ? 200_000 : 300));
                bodies.add(content);
                body.writeBytes(bytes("\r\n--b0\r\nContent-Type: application/dicom\r\n\r\n"));
                body.writeBytes(content);
            }
            body.writeBytes(bytes("\r\n--b0--\r\n"));
            List<Read> parts = read(new Trickle(body.toByteArray(), random));
            assertThat(parts).hasSameSizeAs(bodies);
            for (int i = 0; i < parts.size(); i++) {
                assertThat(parts.get(i).bytes()).as("round %d part %d", round, i).isEqualTo(bodies.get(i));
            }
        }
    }

    /** Made of the delimiter's characters, but never the delimiter. */
    private static byte[] almostDelimiters(Random random, int length) {
        String alphabet = "\r\n-b0x";
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < length; i++) {
            content.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return bytes(content.toString().replace("\r\n--b0", "\r\n--bx"));
    }

    private record Read(Map<String, String> headers, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static List<Read> read(String body) throws IOException, MalformedBodyException {
        return read(new ByteArrayInputStream(bytes(body)));
    }

    private static List<Read> read(InputStream in) throws IOException, MalformedBodyException {
        MultipartReader reader = reader(in);
        List<Read> parts = new ArrayList<>();
        Optional<MultipartReader.Part> part;
        while ((part = reader.next()).isPresent()) {
            parts.add(new Read(part.get().headers(), part.get().body().readAllBytes()));
        }
        return parts;
    }

    private static MultipartReader reader(InputStream in) {
        return new MultipartReader(in, BOUNDARY);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Gives as few bytes at a time as it likes. */
    private static final class Trickle extends ByteArrayInputStream {
        private final Random random;

        Trickle(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 3 : 5000)));
        }
    }
}
