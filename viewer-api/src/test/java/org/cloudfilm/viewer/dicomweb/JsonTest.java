package org.cloudfilm.viewer.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void members_ofNestedObject_areCutAtTheTopLevelOnly() {
        String object = "{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"O\\\"}, {^\\\\\"}]}, "
                + "\"00400275\" : {\"vr\":\"SQ\",\"Value\":[{\"00401001\":{\"vr\":\"SH\"}}]},\"00080020\":{}}";

        assertThat(Json.members(object))
                .containsEntry("00100010", "{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"O\\\"}, {^\\\\\"}]}")
                .containsEntry("00400275", "{\"vr\":\"SQ\",\"Value\":[{\"00401001\":{\"vr\":\"SH\"}}]}")
                .containsEntry("00080020", "{}")
                .hasSize(3);
    }

    @Test
    void members_ofEmptyObject_areNone() {
        assertThat(Json.members("{}")).isEmpty();
    }

    @Test
    void quoted_controlCharactersAndQuotes_areEscaped() {
        assertThat(Json.quoted("a\"b\\c\n张")).isEqualTo("\"a\\\"b\\\\c\\u000a张\"");
    }
}
