package org.cloudfilm.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

class BearerHeaderTest {

    @Test
    void resolve_bearer_isTheToken() {
        assertThat(resolve("Bearer eyJ.a-b_c~/+==")).isEqualTo("eyJ.a-b_c~/+==");
        assertThat(resolve("bearer abc")).isEqualTo("abc");
    }

    @Test
    void resolve_otherScheme_isNone() {
        assertThat(resolve("Basic abc")).isNull();
        assertThat(new BearerHeader().resolve(new MockHttpServletRequest())).isNull();
    }

    @Test
    void resolve_tokenInTheQuery_isNone() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setParameter("access_token", "abc");

        assertThat(new BearerHeader().resolve(request)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer a b", "Bearer 张", "Bearer a\"b"})
    void resolve_malformed_isRefused(String header) {
        assertThatThrownBy(() -> resolve(header)).isInstanceOf(InvalidBearerTokenException.class);
    }

    private static String resolve(String header) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Authorization", header);
        return new BearerHeader().resolve(request);
    }
}
