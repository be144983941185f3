package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a request was answered with. */
record Answer(String request, int status, String text) {

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.request().method() + " " + response.uri().getPath(), response.statusCode(), response.body());
    }

    /** The body, once the status is what was expected. */
    JsonNode is(int expected) {
        assertThat(status).as("%s answered %s", request, text).isEqualTo(expected);
        return text.isBlank() ? JsonMapper.shared().createObjectNode() : json();
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(text);
    }
}
