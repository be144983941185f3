package org.cloudfilm.storage.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloudfilm.storage.audit.VerifyAudit.Report;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcAuditTrailTest {

    private final TestDatabase db = TestDatabase.create();
    private final VerifyAudit verify = new VerifyAudit(db.dataSource());

    @AfterEach
    void closeDatabase() {
        db.close();
    }

    @Test
    void verify_emptyTrail_isIntact() {
        assertThat(verify.run()).isEqualTo(new Report.Intact(0));
    }

    @Test
    void append_twoProcessesAtOnce_makeOneUnbrokenChain() throws Exception {
        try (JdbcAuditTrail one = new JdbcAuditTrail(db.dataSource());
                JdbcAuditTrail other = new JdbcAuditTrail(db.dataSource());
                ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                AuditEntry entry = entry("doctor-" + i);
                AuditTrail trail = i % 2 == 0 ? one : other;
                calls.add(Executors.callable(() -> trail.append(entry)));
            }
            for (Future<Object> call : threads.invokeAll(calls)) {
                call.get();
            }
        }

        assertThat(verify.run()).isEqualTo(new Report.Intact(500));
    }

    @Test
    void append_returned_isInTheDatabase() {
        try (JdbcAuditTrail trail = new JdbcAuditTrail(db.dataSource())) {
            trail.append(entry("doctor-wang"));

            assertThat(sql().sql("select actor from audit_entry").query(String.class).list())
                    .containsExactly("doctor-wang");
        }
    }

    @Test
    void begin_severalByOneCaller_areWrittenInOrderAndAwaitedInAny() {
        try (JdbcAuditTrail trail = new JdbcAuditTrail(db.dataSource())) {
            List<AuditTrail.Underway> underway = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                underway.add(trail.begin(entry("doctor-" + i)));
            }
            underway.reversed().forEach(AuditTrail.Underway::await);
            underway.getFirst().await();
        }

        assertThat(verify.run()).isEqualTo(new Report.Intact(20));
        assertThat(sql().sql("select actor from audit_entry order by seq").query(String.class).list())
                .startsWith("doctor-0", "doctor-1", "doctor-2");
    }

    @Test
    void append_databaseGone_saysSoInsteadOfPretending() {
        try (JdbcAuditTrail trail = new JdbcAuditTrail(db.dataSource())) {
            db.close();

            assertThatThrownBy(() -> trail.append(entry("doctor-wang")))
                    .isInstanceOf(AuditUnavailableException.class);
        }
    }

    @Test
    void append_entryTheDatabaseCannotTake_costsNoOther() throws Exception {
        try (JdbcAuditTrail trail = new JdbcAuditTrail(db.dataSource());
                ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<?>> good = new ArrayList<>();
            List<Future<?>> bad = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                AuditEntry entry = entry(i % 10 == 0 ? "with\0nul" : "doctor-" + i);
                (i % 10 == 0 ? bad : good).add(threads.submit(() -> trail.append(entry)));
            }
            for (Future<?> one : good) {
                one.get();
            }
            for (Future<?> one : bad) {
                assertThatThrownBy(one::get).hasCauseInstanceOf(AuditUnavailableException.class);
            }
        }

        assertThat(verify.run()).isEqualTo(new Report.Intact(180));
    }

    @Test
    void change_throughOrdinarySql_isRefused() {
        fill();

        assertThatThrownBy(() -> sql().sql("delete from audit_entry").update()).hasMessageContaining("append-only");
        assertThatThrownBy(() -> sql().sql("update audit_entry set actor = 'x'").update())
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> sql().sql("truncate audit_entry").update()).hasMessageContaining("append-only");
    }

    @Test
    void verify_alteredRow_isFound() throws SQLException {
        fill();
        tamper("update audit_entry set actor = 'nobody' where seq = 3");

        assertThat(verify.run()).isEqualTo(new Report.Broken(3, "row does not match its hash"));
    }

    @Test
    void verify_removedRow_isFound() throws SQLException {
        fill();
        tamper("delete from audit_entry where seq = 2");

        assertThat(verify.run()).isEqualTo(new Report.Broken(2, "row is missing"));
    }

    @Test
    void verify_removedTail_isFound() throws SQLException {
        fill();
        tamper("delete from audit_entry where seq > 3");

        assertThat(verify.run()).isEqualTo(new Report.Broken(4, "rows up to the head are missing"));
    }

    @Test
    void verify_reorderedRows_areFound() throws SQLException {
        fill();
        tamper("update audit_entry set seq = case seq when 2 then -3 else -2 end where seq in (2, 3)");
        tamper("update audit_entry set seq = -seq where seq < 0");

        assertThat(verify.run()).isInstanceOf(Report.Broken.class);
    }

    private void fill() {
        try (JdbcAuditTrail trail = new JdbcAuditTrail(db.dataSource())) {
            for (int i = 1; i <= 5; i++) {
                trail.append(entry("actor-" + i));
            }
        }
        assertThat(verify.run()).isEqualTo(new Report.Intact(5));
    }

    /** As somebody with the database's own superuser rights would. */
    private void tamper(String statement) throws SQLException {
        try (Connection connection = db.dataSource().getConnection()) {
            connection.createStatement().execute("set session_replication_role = replica");
            connection.createStatement().execute(statement);
            connection.createStatement().execute("set session_replication_role = origin");
        }
    }

    private JdbcClient sql() {
        return JdbcClient.create(db.dataSource());
    }

    private static AuditEntry entry(String actor) {
        return new AuditEntry(Instant.now(), actor, "lishui", "open-study", "1.2.3", "TREAT", "granted", null);
    }
}
