package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private static final TestDatabase DB = TestDatabase.create();

    private Connection connection;

    @AfterAll
    static void dropDatabase() {
        DB.close();
    }

    @BeforeEach
    void tableOfItsOwn() throws SQLException {
        connection = DB.dataSource().getConnection();
        Sql.update(connection, "create temporary table kept (number integer)");
    }

    @AfterEach
    void leave() throws SQLException {
        Sql.update(connection, "drop table kept");
        connection.close();
    }

    @Test
    void inTransaction_succeeds_isCommitted() throws SQLException {
        assertThat(Connections.inTransaction(connection, () -> insert(1))).isOne();

        assertThat(rows()).isOne();
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @Test
    void inTransaction_statementFails_nothingIsKept() throws SQLException {
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Connections.inTransaction(connection, () -> {
            insert(1);
            return Sql.update(connection, "insert into kept values ('none')");
        }));

        assertThat(rows()).isZero();
        assertThat(connection.getAutoCommit()).isTrue();
    }

    /** Ending the transaction by switching to automatic commits would keep the first half. */
    @Test
    void inTransaction_virtualMachineFailsHalfWay_nothingIsKept() throws SQLException {
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> Connections.inTransaction(connection, () -> {
                    insert(1);
                    throw new StackOverflowError();
                }));

        assertThat(rows()).isZero();
        assertThat(connection.getAutoCommit()).isTrue();
    }

    private int insert(int number) throws SQLException {
        return Sql.update(connection, "insert into kept values (?)", number);
    }

    private int rows() throws SQLException {
        try (ResultSet row = connection.createStatement().executeQuery("select count(*) from kept")) {
            row.next();
            return row.getInt(1);
        }
    }
}
