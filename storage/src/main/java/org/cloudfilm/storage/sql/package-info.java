/** How statements are run, where Spring's {@code JdbcClient} alone does not do. */
package org.cloudfilm.storage.sql;
