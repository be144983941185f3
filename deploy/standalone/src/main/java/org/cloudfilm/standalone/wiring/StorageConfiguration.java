package org.cloudfilm.standalone.wiring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.util.Optional;
import org.cloudfilm.standalone.postgres.PostgresServer;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.cloudfilm.standalone.settings.CloudfilmSettings.Database;
import org.cloudfilm.storage.hospital.Hospitals;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is kept, and where: database, object store, film archive, and who may read it. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Hospitals hospitals(CloudfilmSettings settings) {
        return settings.toHospitals();
    }

    @Bean
    DataDirectory dataDirectory(CloudfilmSettings settings) {
        return DataDirectory.open(settings.data());
    }

    @Bean
    DatabaseServer databaseServer(CloudfilmSettings settings, DataDirectory directory) {
        return settings.database().external()
                ? new DatabaseServer(Optional.empty())
                : new DatabaseServer(Optional.of(PostgresServer.start(directory.path().resolve("postgres"))));
    }

    @Bean
    HikariDataSource dataSource(CloudfilmSettings settings, DatabaseServer server) {
        Database database = settings.database();
        HikariConfig config = new HikariConfig();
        config.setPoolName("cloudfilm");
        config.setJdbcUrl(server.own().map(PostgresServer::jdbcUrl).orElse(database.url()));
        config.setUsername(server.own().map(own -> PostgresServer.USER).orElse(database.user()));
        config.setPassword(server.own().map(PostgresServer::password).orElse(database.password()));
        config.setMaximumPoolSize(database.pool());
        config.setMinimumIdle(2);
        config.setConnectionTimeout(10_000);
        return new HikariDataSource(config);
    }
}
