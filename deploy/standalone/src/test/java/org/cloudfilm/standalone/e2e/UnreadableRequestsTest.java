package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that Tomcat refuses itself, before any filter of ours has seen them, are refused as all others are. */
class UnreadableRequestsTest {

    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";

    @TempDir
    static Path directory;

    private static RunningCloudfilm cloudfilm;

    @BeforeAll
    static void start() throws Exception {
        cloudfilm = RunningCloudfilm.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        cloudfilm.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/films%2Fx", "/api/x%5Cy", "/dicom-web/x%00", "/shl/%zz", "/films\\x", "/fi{lms", "films"})
    void path_unreadable_isAProblem(String path) throws Exception {
        assertProblem(answer("GET " + path + HOST + "\r\n"), 400, "Bad Request");
    }

    @Test
    void path_unreadableBelowFhir_isAnOperationOutcome() throws Exception {
        String answer = answer("GET /fhir/Patient/%00" + HOST + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\r\nContent-Type: application/fhir+json;charset=UTF-8\r\n");
        assertThat(answer).endsWith("\r\n\r\n{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\","
                + "\"code\":\"invalid\",\"diagnostics\":\"Bad Request\"}]}");
    }

    @Test
    void path_unreadableInABrowser_isThePagesOwn() throws Exception {
        String page = answer("GET /films%2Fx" + HOST + "Accept: text/html\r\n\r\n");

        assertThat(page).startsWith("HTTP/1.1 400 ")
                .contains("\r\nContent-Type: text/html;charset=UTF-8\r\n", "\r\nContent-Security-Policy: default-src 'self'");
        assertThat(page.substring(page.indexOf("\r\n\r\n") + 4)).isEqualTo(
                new String(cloudfilm.get(null, "/", "text/html").body(), StandardCharsets.UTF_8));
    }

    @Test
    void headers_tooLargeOrTooMany_areAProblem() throws Exception {
        assertProblem(answer("GET /films" + HOST + "Accept: " + "a".repeat(100_000) + "\r\n\r\n"), 400, "Bad Request");
        assertProblem(answer("GET /films" + HOST + "A: b\r\n".repeat(1_000) + "\r\n"), 400, "Bad Request");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /films HTTP/1.1                                                   | 400 | Bad Request
            GET /films HTTP/1.1~Host: a~Host: b                                   | 400 | Bad Request
            GET /films HTTP/1.1~Host: x~no colon                                  | 400 | Bad Request
            G@T /films HTTP/1.1~Host: x                                           | 400 | Bad Request
            POST /films HTTP/1.1~Host: x~Content-Length: x                        | 400 | Bad Request
            POST /films HTTP/1.1~Host: x~Transfer-Encoding: strange               | 501 | Not Implemented
            CONNECT x:80 HTTP/1.1~Host: x                                         | 501 | Not Implemented
            GET /films HTTP/7.1~Host: x                                           | 505 | HTTP Version not supported
            """)
    void request_malformed_isAProblem(String request, int status, String title) throws Exception {
        assertProblem(answer(request.replace("~", "\r\n") + "\r\n\r\n"), status, title);
    }

    @Test
    void method_thatNobodyTakes_isAProblem() throws Exception {
        assertThat(answer("TRACE /films" + HOST + "Connection: close\r\n\r\n")).startsWith("HTTP/1.1 405 ")
                .endsWith("{\"type\":\"about:blank\",\"title\":\"Method Not Allowed\",\"status\":405}");
    }

    private static void assertProblem(String answer, int status, String title) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("\r\nContent-Type: application/problem+json\r\n");
        assertThat(answer).endsWith(
                "\r\n\r\n{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + "}");
        assertThat(answer).doesNotContainIgnoringCase("tomcat").doesNotContain("\r\nServer:");
    }

    /** The whole answer, for after any of these the server closes. */
    private static String answer(String request) throws IOException {
        URI url = URI.create(cloudfilm.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
