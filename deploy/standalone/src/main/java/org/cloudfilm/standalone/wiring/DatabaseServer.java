package org.cloudfilm.standalone.wiring;

import java.util.Optional;
import org.cloudfilm.standalone.postgres.PostgresServer;

/** The PostgreSQL server of our own, unless the deployment brings one. */
record DatabaseServer(Optional<PostgresServer> own) implements AutoCloseable {

    @Override
    public void close() {
        own.ifPresent(PostgresServer::close);
    }
}
