package org.cloudfilm.storage.consent;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether what was decided a moment ago still holds. A decision is kept together with the stamp that was valid
 * <em>before</em> the database was asked for it, and counts only while that stamp is still the current one: so a decision
 * that was on its way while somebody's access was narrowed is never used again, by whichever of the two came first.
 *
 * @see AccessChanges
 */
public interface Freshness {

    /** Nothing may be kept now, and nothing kept may be used. */
    long NONE = -1;

    /** The current stamp, or {@link #NONE}. */
    long stamp();

    /** Asks the database each time: for tests and commands, where a process comes and goes. */
    static Freshness asked(DataSource dataSource) {
        JdbcClient sql = JdbcClient.create(dataSource);
        return () -> sql.sql("select number from access_generation").query(Long.class).single();
    }
}
