package org.cloudfilm.standalone.wiring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.util.Optional;
import org.cloudfilm.standalone.postgres.PostgresServer;
import org.cloudfilm.standalone.settings.CloudfilmSettings.Database;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.cloudfilm.storage.film.FilmArchiveSettings;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreException;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is kept, and where: directory, database, object store. All that a command needs. */
@Configuration(proxyBeanMethods = false)
public class DataConfiguration {

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
        // a failed statement's exception quotes its row otherwise, and whoever logs that exception logs a patient
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return new HikariDataSource(config);
    }

    @Bean
    ObjectStore objectStore(CloudfilmSettings settings, DataDirectory directory) throws ObjectStoreException {
        return ObjectStores.open(settings.objects().s3()
                ? settings.objects().toS3()
                : new ObjectStoreSettings.Files(
                        settings.objects().directory().orElse(directory.path().resolve("objects"))));
    }

    @Bean
    FilmArchiveSettings filmArchiveSettings(DataDirectory directory, @Value("${cloudfilm.node.name}") String node) {
        return FilmArchiveSettings.of(directory.path().resolve("films")).withNode(node);
    }
}
