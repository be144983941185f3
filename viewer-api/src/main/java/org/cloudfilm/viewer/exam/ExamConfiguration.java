package org.cloudfilm.viewer.exam;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the catalogue of exams. Needs from outside: a migrated {@link DataSource}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExamProperties.class)
public class ExamConfiguration {

    @Bean
    ExamTables examTables(DataSource dataSource) {
        return new ExamTables(JdbcClient.create(dataSource));
    }

    @Bean
    SeedItems seedItems(ExamTables tables, DataSource dataSource, ExamProperties settings) {
        return new SeedItems(
                tables, new TransactionTemplate(new DataSourceTransactionManager(dataSource)), settings);
    }

    /** When all is wired, so that the tables are there. */
    @Bean
    SmartInitializingSingleton seededItems(SeedItems seed) {
        return seed::seed;
    }

    @Bean
    ExamItems examItems(ExamTables tables, ObjectProvider<Clock> clock) {
        return new ExamItems(tables, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    Standings standings(ExamProperties settings, SeedItems seed) {
        return new Standings(settings, seed.scopes());
    }
}
