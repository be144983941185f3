package org.cloudfilm.gateway.testing;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.gateway.GatewayConfiguration;
import org.cloudfilm.storage.hospital.Hl7Senders;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

/** The smallest application around the hospitals' door: tokens are names of actors. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(GatewayConfiguration.class)
public class Door {

    private static final Map<String, Map<String, Object>> ACTORS = Map.of(
            "hospital-lishui", Map.of("cloudfilm_role", "hospital", "hospital", "lishui"),
            "doctor-wang", Map.of("cloudfilm_role", "clinician", "hospital", "lishui"),
            "patient-zhang", Map.of("cloudfilm_role", "patient", "resident_id", "34052419800101001X"),
            "admin", Map.of("cloudfilm_role", "admin"),
            "nobody", Map.of("scope", "openid"));

    @Bean
    InMemoryFilms films() {
        return new InMemoryFilms();
    }

    @Bean
    Trail trail() {
        return new Trail();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Hospitals hospitals() {
        return new Hospitals(
                List.of(new Hospital(new HospitalId("lishui"), "丽水", "Lishui", List.of("LISHUI"), List.of(),
                        new Hl7Senders(List.of("LISHUI"), Optional.empty()))));
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http) {
        return http.csrf(csrf -> csrf.disable())
                .servletApi(servletApi -> servletApi.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> {}))
                .build();
    }

    @Bean
    JwtDecoder tokens() {
        return token -> {
            if (!ACTORS.containsKey(token)) {
                throw new BadJwtException("no such actor");
            }
            return Jwt.withTokenValue(token)
                    .header("alg", "none")
                    .subject(token)
                    .claims(claims -> claims.putAll(ACTORS.get(token)))
                    .build();
        };
    }
}
