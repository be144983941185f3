package org.cloudfilm.gateway.hl7v2;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.cloudfilm.gateway.testing.Trail;
import org.cloudfilm.storage.hospital.Hl7Senders;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.inbox.DeadLetters;
import org.cloudfilm.storage.inbox.Inbox;
import org.cloudfilm.storage.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The HL7 door over a real database. What it does to records is stood in for by a table of control IDs, so that what
 * was applied, how often, and what was undone can be counted.
 */
final class TestDoor implements AutoCloseable {

    final TestDatabase database = TestDatabase.create();
    final JdbcClient sql = JdbcClient.create(database.dataSource());
    final Trail trail = new Trail();
    final List<Hl7Message> applied = new CopyOnWriteArrayList<>();
    final AtomicReference<Consumer<Hl7Message>> meanwhile = new AtomicReference<>(message -> {});
    final DeadLetters letters;
    final Hl7Door door;

    TestDoor() {
        this(new Hl7Settings("127.0.0.1", 0, 100, 1 << 20, 2, Duration.ofSeconds(30), Duration.ofSeconds(30),
                Set.of("P"), Duration.ofSeconds(5)), 50);
    }

    TestDoor(Hl7Settings settings, int mostLetters) {
        sql.sql("create table applied (control_id text not null, name text not null)").update();
        letters = new DeadLetters(database.dataSource(), Clock.systemUTC(), mostLetters);
        Inbox inbox = new Inbox(database.dataSource(), letters, Clock.systemUTC(), Duration.ofDays(30));
        door = Hl7Door.open(settings, hospitals(), this::apply, inbox, letters, trail, Clock.systemUTC());
        door.server().start();
    }

    static Hospitals hospitals() {
        return new Hospitals(List.of(
                new Hospital(new HospitalId("lishui"), "丽水", "Lishui", List.of(), List.of("127.0.0.0/8"),
                        new Hl7Senders(List.of("LISHUI", "RIS@SHARED"), Optional.empty())),
                new Hospital(new HospitalId("jinyun"), "缙云", "Jinyun", List.of(), List.of("203.0.113.0/24"),
                        new Hl7Senders(List.of("JINYUN"), Optional.empty()))));
    }

    private void apply(Hl7Message message, Hospital sender) {
        sql.sql("insert into applied values (:id, :name)")
                .param("id", message.header().controlId())
                .param("name", message.require("PID").get(5))
                .update();
        meanwhile.get().accept(message);
        applied.add(message);
    }

    MllpPeer peer() {
        return new MllpPeer(door.server().port());
    }

    /** How often what the message does is in the database. */
    int times(String controlId) {
        return sql.sql("select count(*) from applied where control_id = :id")
                .param("id", controlId)
                .query(Integer.class)
                .single();
    }

    String nameOf(String controlId) {
        return sql.sql("select name from applied where control_id = :id")
                .param("id", controlId)
                .query(String.class)
                .single();
    }

    @Override
    public void close() {
        door.server().close();
        database.close();
    }
}
