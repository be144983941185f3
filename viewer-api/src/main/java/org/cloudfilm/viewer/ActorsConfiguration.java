package org.cloudfilm.viewer;

import java.time.Clock;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.Actors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names of those who act: people read names wherever ids are kept. */
@Configuration(proxyBeanMethods = false)
public class ActorsConfiguration {

    @Bean
    Actors actors(DataSource dataSource, ObjectProvider<Clock> clock) {
        return new Actors(dataSource, clock.getIfAvailable(Clock::systemUTC));
    }
}
