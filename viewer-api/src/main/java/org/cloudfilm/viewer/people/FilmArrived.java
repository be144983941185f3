package org.cloudfilm.viewer.people;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.notice.NoticeKind;
import org.cloudfilm.storage.notice.Notices;
import org.cloudfilm.storage.outbox.Delivery;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.outbox.OutboxHandler;
import org.cloudfilm.storage.person.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code study-arrived-notice}: tells the patient that a film is there, once for each study. */
public final class FilmArrived implements OutboxHandler {

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Notices notices;

    public FilmArrived(DataSource dataSource, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.notices = new Notices(dataSource, clock);
    }

    private record Film(String uid, String hospital, Optional<PersonId> person) {}

    @Override
    public String kind() {
        return "study-arrived-notice";
    }

    /** A film whose patient is nobody known yet is told to nobody. */
    @Override
    public Delivery deliver(OutboxEvent event) {
        transactions.executeWithoutResult(status -> film(event).ifPresent(film -> film.person
                .filter(person -> !told(person, film))
                .ifPresent(person -> notices.tell(
                        person, NoticeKind.FILM_ARRIVED, Map.of("study", film.uid, "hospital", film.hospital)))));
        return new Delivery.Done();
    }

    private boolean told(PersonId person, Film film) {
        return sql.sql("""
                        select exists (
                          select from notice
                          where kind = 'FILM_ARRIVED' and person_id = :person and params ->> 'study' = :study)
                        """)
                .param("person", person.value())
                .param("study", film.uid)
                .query(Boolean.class)
                .single();
    }

    /** Empty when it is gone. Two deliveries of one event wait for each other here. */
    private Optional<Film> film(OutboxEvent event) {
        return sql.sql("""
                        select s.uid, s.hospital, p.person_id from study s join patient p on p.id = s.patient
                        where s.uid = :event::jsonb ->> 'study' for no key update of s
                        """)
                .param("event", event.payload())
                .query((row, n) -> new Film(
                        row.getString(1),
                        row.getString(2),
                        Optional.ofNullable(row.getObject(3, UUID.class)).map(PersonId::new)))
                .optional();
    }
}
