package org.cloudfilm.standalone.node;

import java.time.Clock;
import javax.sql.DataSource;
import org.cloudfilm.standalone.doors.GatewayDoor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Wires what processes are to each other. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NodeSettings.class)
class NodeConfiguration {

    @Bean
    NodeRegister nodeRegister(DataSource dataSource, FlywayMigrationInitializer migrated) {
        return new NodeRegister(dataSource);
    }

    @Bean
    NodeSignature nodeSignature(NodeRegister register, Clock clock) {
        return new NodeSignature(register.secret(), clock);
    }

    @Bean
    RemoteSegments remoteSegments(NodeRegister register, NodeSettings self, NodeSignature signature) {
        return new RemoteSegments(register, self, signature);
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(GatewayDoor.class)
    static class Holder {

        @Bean
        ApplicationListener<ApplicationReadyEvent> enterNode(NodeRegister register, NodeSettings self, Clock clock) {
            return ready -> register.enter(self, clock);
        }

        /** The signature is checked by the controller: its requests carry no token of a person or a system. */
        @Bean
        @Order(30)
        SecurityFilterChain internal(HttpSecurity http) throws Exception {
            return http.securityMatcher(RemoteSegments.ROOT + "*")
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .csrf(AbstractHttpConfigurer::disable)
                    .requestCache(AbstractHttpConfigurer::disable)
                    .logout(AbstractHttpConfigurer::disable)
                    .build();
        }
    }
}
