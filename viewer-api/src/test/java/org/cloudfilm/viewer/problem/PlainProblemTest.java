package org.cloudfilm.viewer.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletResponse;

class PlainProblemTest {

    @Test
    void json_whateverTheDetailIs_isOneObject() {
        assertThat(text(new PlainProblem(400, "a \"b\"\\\n张"))).isEqualTo(
                "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"a \\\"b\\\"\\\\\\n张\"}");
    }

    @Test
    void json_statusSaysItAll_hasNoDetail() {
        assertThat(text(new PlainProblem(HttpStatus.NOT_FOUND)))
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}");
    }

    @Test
    void json_statusWithoutAName_isCalledByItsNumber() {
        assertThat(text(new PlainProblem(499, null)))
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"HTTP 499\",\"status\":499}");
    }

    @Test
    void answer_somethingElseBegun_isTheProblemAlone() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        response.setHeader("ETag", "\"a\"");
        response.setHeader("Cache-Control", "private, no-cache");
        response.setContentType("image/jpeg");
        response.getOutputStream().write(new byte[10]);

        new PlainProblem(503, "try again").answer(response);

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getHeader("ETag")).isNull();
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getContentAsByteArray()).isEqualTo(new PlainProblem(503, "try again").json());
        assertThat(response.getContentLength()).isEqualTo(response.getContentAsByteArray().length);
    }

    private static String text(PlainProblem problem) {
        return new String(problem.json(), StandardCharsets.UTF_8);
    }
}
