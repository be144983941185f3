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

    /**
     * Whether a visit has ended lately, as long as a viewing that began under it could last.
     *
     * @param visit id of the Encounter
     */
    boolean ended(String visit);

    /** Asks the database each time: for tests and commands, where a process comes and goes. */
    static Freshness asked(DataSource dataSource) {
        JdbcClient sql = JdbcClient.create(dataSource);
        return new Freshness() {
            @Override
            public long stamp() {
                return sql.sql("select number from access_generation").query(Long.class).single();
            }

            @Override
            public boolean ended(String visit) {
                return !sql.sql("select exists (select from visit where id = :id and open)")
                        .param("id", visit)
                        .query(Boolean.class)
                        .single();
            }
        };
    }
}
