package org.cloudfilm.viewer.recognition;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The cards that were shown, so that feedback can be understood; forgotten after ninety days. */
final class IssuedCards {

    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration SWEEP = Duration.ofHours(1);

    private final JdbcClient sql;
    private final AtomicReference<Instant> swept = new AtomicReference<>(Instant.EPOCH);

    IssuedCards(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** @param order id of the draft order. @param study of the prior the card is about */
    record Issued(
            UUID card,
            UUID suggestion,
            CdsService service,
            Requester.Clinician who,
            RecordId patient,
            Optional<RecordId> visit,
            String order,
            String study) {}

    void add(List<Issued> cards, Instant now) {
        if (cards.isEmpty()) {
            return;
        }
        sql.sql("""
                        insert into cds_card (uuid, suggestion, service, shown_at, hospital, clinician, patient, visit,
                          order_ref, study)
                        select c, s, :service, :now, :hospital, :clinician, :patient, :visit, o, t
                        from unnest(:cards::uuid[], :suggestions::uuid[], :orders::text[], :studies::text[]) as given (c, s, o, t)
                        """)
                .param("service", cards.getFirst().service.id())
                .param("now", Decisions.at(now))
                .param("hospital", cards.getFirst().who.hospital().value())
                .param("clinician", cards.getFirst().who.id())
                .param("patient", cards.getFirst().patient.id())
                .param("visit", cards.getFirst().visit.map(RecordId::id).orElse(null))
                .param("cards", cards.stream().map(Issued::card).toArray(UUID[]::new))
                .param("suggestions", cards.stream().map(Issued::suggestion).toArray(UUID[]::new))
                .param("orders", column(cards, Issued::order))
                .param("studies", column(cards, Issued::study))
                .update();
        sweep(now);
    }

    private static String[] column(List<Issued> cards, Function<Issued, String> value) {
        return cards.stream().map(value).toArray(String[]::new);
    }

    /** A card that this service showed to this hospital. */
    Optional<Issued> find(UUID card, CdsService service, HospitalId hospital) {
        return sql.sql("select * from cds_card where uuid = :card and service = :service and hospital = :hospital")
                .param("card", card)
                .param("service", service.id())
                .param("hospital", hospital.value())
                .query((row, n) -> new Issued(
                        card,
                        row.getObject("suggestion", UUID.class),
                        service,
                        new Requester.Clinician(row.getString("clinician"), hospital),
                        new RecordId(ResourceType.PATIENT, row.getString("patient")),
                        Optional.ofNullable(row.getString("visit")).map(id -> new RecordId(ResourceType.ENCOUNTER, id)),
                        row.getString("order_ref"),
                        row.getString("study")))
                .optional();
    }

    private void sweep(Instant now) {
        Instant last = swept.get();
        if (last.plus(SWEEP).isBefore(now) && swept.compareAndSet(last, now)) {
            sql.sql("delete from cds_card where shown_at < :old").param("old", Decisions.at(now.minus(KEPT))).update();
        }
    }
}
