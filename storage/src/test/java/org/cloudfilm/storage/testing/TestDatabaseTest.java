package org.cloudfilm.storage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TestDatabaseTest {

    @Test
    void create_eachDatabase_isMigratedAndEmpty() {
        try (TestDatabase db = TestDatabase.create()) {
            JdbcClient sql = JdbcClient.create(db.dataSource());
            assertThat(sql.sql("select count(*) from person").query(Long.class).single()).isZero();
        }
    }
}
