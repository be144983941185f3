package org.cloudfilm.viewer.recognition;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.SearchPermit;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.viewer.exam.ExamItems;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What became of a patient's exams: which were not repeated, which were and why. */
@RestController
@RequestMapping("/api/my/recognitions")
class MyRecognitions {

    private static final int MOST = 200;

    private final Access access;
    private final JdbcClient sql;
    private final ExamItems items;
    private final Hospitals hospitals;

    MyRecognitions(Access access, DataSource dataSource, ExamItems items, Hospitals hospitals) {
        this.access = access;
        this.sql = JdbcClient.create(dataSource);
        this.items = items;
        this.hospitals = hospitals;
    }

    /**
     * @param hospital  whose doctor decided
     * @param from      where the earlier exam was made
     * @param savedFen  what the exam would have cost that was not repeated
     * @param reason    why it was repeated, null otherwise
     * @param revokedAt null while it stands
     */
    record Fact(
            UUID id,
            Instant at,
            String kind,
            Views.Item item,
            Views.Place hospital,
            Views.Place from,
            String study,
            long savedFen,
            TimelineController.ReasonView reason,
            Instant revokedAt) {}

    @GetMapping
    List<Fact> mine() {
        return access.decide(new AccessRequest.SearchRecords(
                        Asking.patient(), ResourceType.SERVICE_REQUEST, Optional.empty(), Purpose.PATRQT))
                        instanceof AccessDecision.Granted<RecordPermit>(RecordPermit permit)
                && permit.scope() instanceof SearchPermit.Scope.OfPersons(var persons)
                ? of(persons)
                : List.of();
    }

    private List<Fact> of(List<PersonId> persons) {
        return sql.sql("""
                        select d.*, coalesce(s.fen, 0) as saved
                        from recognition_decision d
                        join patient_record p on p.subject = d.subject
                        left join saving s on s.decision = d.id and s.void_at is null
                        where p.person_id = any(:persons::uuid[]) and d.kind <> 'cite'
                        order by d.decided_at desc, d.id limit :most
                        """)
                .param("persons", PersonId.values(persons))
                .param("most", MOST)
                .query((row, n) -> fact(Decisions.read(row, n), row.getLong("saved")))
                .list();
    }

    private Fact fact(Decision decision, long saved) {
        return new Fact(
                decision.id(),
                decision.at(),
                decision.kind().word(),
                items.find(decision.item()).map(Views.Item::of).orElse(null),
                Views.Place.of(hospitals, decision.hospital()),
                Views.Place.of(hospitals, decision.from()),
                decision.study(),
                saved,
                RepeatReason.find(decision.reason()).map(TimelineController.ReasonView::of).orElse(null),
                decision.revokedAt().orElse(null));
    }
}
