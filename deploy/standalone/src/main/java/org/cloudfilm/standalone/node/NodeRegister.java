package org.cloudfilm.standalone.node;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.film.PackId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The processes of the deployment, as the database knows them. */
final class NodeRegister {

    private static final int SECRET_BYTES = 32;

    private final JdbcClient sql;

    NodeRegister(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** From now on others come here for what this process holds. */
    void enter(NodeSettings self, Clock clock) {
        sql.sql("""
                        insert into film_node (name, address, started_at) values (:name, :address, :now)
                        on conflict (name) do update set address = excluded.address, started_at = excluded.started_at
                        """)
                .param("name", self.name())
                .param("address", self.address().toString())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Of the process that holds a pack; empty once the pack is in the object store. */
    Optional<URI> holder(PackId pack) {
        return sql.sql("""
                        select n.address from pack p join film_node n on n.name = p.node
                        where p.id = :id and p.state in ('open', 'sealed')
                        """)
                .param("id", pack.value())
                .query((row, n) -> URI.create(row.getString(1)))
                .optional();
    }

    /** Made by whoever asks first. */
    byte[] secret() {
        byte[] fresh = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        sql.sql("insert into node_secret (secret) values (:secret) on conflict do nothing").param("secret", fresh).update();
        return sql.sql("select secret from node_secret").query((row, n) -> row.getBytes(1)).single();
    }
}
