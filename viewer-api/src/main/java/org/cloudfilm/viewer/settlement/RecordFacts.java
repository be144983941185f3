package org.cloudfilm.viewer.settlement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;
import org.cloudfilm.viewer.exam.ExamItem;
import org.cloudfilm.viewer.exam.ExamItems;
import org.cloudfilm.viewer.exam.ExamOrder;
import org.cloudfilm.viewer.recognition.Decision;
import org.cloudfilm.viewer.recognition.Decisions;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The facts as records, the catalogue of exams and the doctors' decisions have them. */
final class RecordFacts implements OrderFacts {

    /** Of an order that is meant to be carried out (FHIR R4, request intent); a plan or a proposal costs nothing. */
    private static final Set<String> INTENTS =
            Set.of("order", "original-order", "reflex-order", "filler-order", "instance-order");
    private static final Set<String> FALLEN = Set.of("revoked", "entered-in-error");

    private final JdbcClient sql;
    private final PlatformRecords records;
    private final ExamItems items;
    private final Decisions decisions;
    private final Set<String> withoutDigitalFilm;
    private final Duration historyAfter;

    /**
     * @param withoutDigitalFilm hospitals that give patients no digital film: their price is the reduced one
     * @param historyAfter       from the end of a visit to the first word of an order on it
     */
    RecordFacts(
            DataSource dataSource,
            PlatformRecords records,
            ExamItems items,
            Decisions decisions,
            Set<String> withoutDigitalFilm,
            Duration historyAfter) {
        this.sql = JdbcClient.create(dataSource);
        this.records = records;
        this.items = items;
        this.decisions = decisions;
        this.withoutDigitalFilm = Set.copyOf(withoutDigitalFilm);
        this.historyAfter = historyAfter;
    }

    @Override
    public Optional<Ordered> order(String order) {
        RecordId id = new RecordId(ResourceType.SERVICE_REQUEST, order);
        Optional<ExamOrder> said = records.read(id).map(ExamOrder::read).filter(one -> INTENTS.contains(one.intent()));
        if (said.isEmpty() || said.get().patient().isEmpty() || said.get().encounter().isEmpty()) {
            return Optional.empty();
        }
        return hospitalOf(id).flatMap(hospital -> items.of(said.get()).map(item -> ordered(said.get(), hospital, item)));
    }

    private Ordered ordered(ExamOrder order, String hospital, ExamItem item) {
        RecordId patient = order.patient().orElseThrow();
        Charge.Visit visit = new Charge.Visit(
                new HospitalId(hospital), order.encounter().orElseThrow().id(), patient.key(), patient.id());
        boolean reduced = withoutDigitalFilm.contains(hospital);
        Fen price = Fen.of(item.priceFen());
        Fen reduction = Fen.of(item.noFilmReductionFen());
        return new Ordered(order.id(), visit, !FALLEN.contains(order.status()), history(order), item.code(), item.name(),
                item.nameEn(), reduced ? price.minus(reduction) : price, reduced ? Fen.ZERO : reduction);
    }

    private boolean history(ExamOrder order) {
        return sql.sql("""
                        select coalesce((select v.updated_at from record_version v where v.rid = r.rid order by version limit 1),
                          r.updated_at) > visit.ended_at + :after * interval '1 second'
                        from record r join visit on visit.self = :visit where r.self = :order
                        """)
                .param("after", historyAfter.toSeconds())
                .param("visit", order.encounter().orElseThrow().key())
                .param("order", new RecordId(ResourceType.SERVICE_REQUEST, order.id()).key())
                .query((row, n) -> row.getBoolean(1))
                .optional()
                .orElse(false);
    }

    @Override
    public Optional<UUID> recognition(HospitalId hospital, String order) {
        return decisions.recognitionOf(hospital, order).map(Decision::id);
    }

    /** The order a decision is about. */
    Optional<String> orderOf(UUID decision) {
        return decisions.find(decision).map(Decision::order).filter(RecordId::wellFormed);
    }

    @Override
    public Optional<Performed> study(String study) {
        RecordId id = new RecordId(ResourceType.IMAGING_STUDY, study);
        return records.read(id).flatMap(said -> hospitalOf(id).map(hospital -> new Performed(
                hospital, instances(study) > 0 && !withoutDigitalFilm.contains(hospital), orders(said))));
    }

    private Optional<String> hospitalOf(RecordId record) {
        return sql.sql("select hospital from record where self = :self and not deleted")
                .param("self", record.key())
                .query(String.class)
                .optional();
    }

    private int instances(String study) {
        return sql.sql("select n_instances from study where uid = :uid")
                .param("uid", study)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    private static List<String> orders(JsonDocument study) {
        List<String> orders = new ArrayList<>();
        int list = study.find(study.root(), "basedOn");
        for (int one = list < 0 ? -1 : study.firstChild(list); one >= 0; one = study.next(one)) {
            int reference = study.find(one, "reference");
            if (reference >= 0 && study.kind(reference) == JsonKind.STRING) {
                RecordId.parse(study.string(reference))
                        .filter(id -> id.type() == ResourceType.SERVICE_REQUEST)
                        .ifPresent(id -> orders.add(id.id()));
            }
        }
        return orders;
    }
}
