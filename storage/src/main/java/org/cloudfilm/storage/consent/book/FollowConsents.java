package org.cloudfilm.storage.consent.book;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.ChangeListener;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.DateInterval;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A Consent that a hospital writes is a document: what it permits is not granted, for a hospital cannot consent for its
 * patient. What it denies counts, wholly, whatever narrows it: against the hospitals it names as actors by their
 * identifier, against all where it names none of them. In the transaction that writes the record, or, where that came
 * before its patient, in the one that writes the patient.
 */
public final class FollowConsents implements ChangeListener {

    private final JdbcClient sql;
    private final GrantTable grants;
    private final AccessChanges changes;
    private final InstantSource clock;

    public FollowConsents(DataSource dataSource, AccessChanges changes, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.grants = new GrantTable(dataSource);
        this.changes = changes;
        this.clock = clock;
    }

    /** @param hospitals denied; empty for all */
    private record Denial(Set<HospitalId> hospitals, Instant from, Instant until) {}

    @Override
    public void changed(List<ChangedRecord> changed) {
        Set<Long> patients = new HashSet<>();
        for (ChangedRecord change : changed) {
            if (change.id().type() == ResourceType.CONSENT && !change.hospital().equals(HospitalId.PLATFORM)) {
                grants.withdrawAllOf(change.id().id(), clock.instant());
                if (!change.deleted()) {
                    deny(new Paper(change.id(), change.subject()));
                }
            } else if (change.id().type() == ResourceType.PATIENT && !change.deleted()) {
                patients.add(change.id().key());
            }
        }
        if (!patients.isEmpty()) {
            waiting(patients).forEach(this::deny);
        }
    }

    /** @param subject key of its patient */
    private record Paper(RecordId id, long subject) {}

    /** What has denied nothing so far: nobody knew whose it is, or it denies nothing. */
    private List<Paper> waiting(Set<Long> patients) {
        return sql.sql("""
                        select r.id, r.subject from record r
                        where r.subject = any(:patients::bigint[]) and r.type = :consent and not r.deleted
                          and r.hospital <> :platform
                          and not exists (select from consent_grant g where g.consent_record = r.id)
                        order by r.rid
                        """)
                .param("patients", patients.toArray(Long[]::new))
                .param("consent", ResourceType.CONSENT.number())
                .param("platform", HospitalId.PLATFORM.value())
                .query((row, n) -> new Paper(new RecordId(ResourceType.CONSENT, row.getString(1)), row.getLong(2)))
                .list();
    }

    private void deny(Paper paper) {
        Optional<PersonId> person = person(paper.subject);
        if (person.isEmpty()) {
            return;
        }
        List<Denial> denials = denials(content(paper.id), clock.instant());
        for (Denial denial : denials) {
            if (denial.hospitals.isEmpty()) {
                insert(person.get(), Optional.empty(), denial, paper.id);
            }
            denial.hospitals.forEach(hospital -> insert(person.get(), Optional.of(hospital), denial, paper.id));
        }
        if (!denials.isEmpty()) {
            changes.narrowed();
        }
    }

    private void insert(PersonId person, Optional<HospitalId> hospital, Denial denial, RecordId record) {
        grants.insert(new GivenConsent(null, person, hospital, Purpose.TREAT, true, Set.of(), denial.from, denial.until,
                Optional.empty(), Optional.of(record.id())));
    }

    private Optional<PersonId> person(long subject) {
        return sql.sql("select person_id from patient_record where subject = :subject and person_id is not null")
                .param("subject", subject)
                .query(UUID.class)
                .optional()
                .map(PersonId::new);
    }

    private JsonDocument content(RecordId record) {
        return sql.sql("select content from record where self = :self")
                .param("self", record.key())
                .query((row, n) -> JsonDocument.ofStored(row.getBytes(1)))
                .single();
    }

    private static List<Denial> denials(JsonDocument consent, Instant now) {
        int provision = consent.find(consent.root(), "provision");
        if (provision < 0 || !consent.text(consent.root(), "status").equals("active")) {
            return List.of();
        }
        Denial whole = new Denial(Set.of(), now, GivenConsent.FOREVER);
        List<Denial> denials = new ArrayList<>();
        collect(consent, provision, whole, denials);
        return denials.stream().filter(denial -> denial.until.isAfter(denial.from)).toList();
    }

    /** Provisions within a provision are exceptions to it (R4 section 6.2.7.4) and share its actors and period. */
    private static void collect(JsonDocument consent, int provision, Denial around, List<Denial> found) {
        Set<HospitalId> named = actors(consent, provision);
        int period = consent.find(provision, "period");
        Denial here = new Denial(
                named.isEmpty() ? around.hospitals : named,
                moment(consent, period, "start").map(DateInterval::from).orElse(around.from),
                moment(consent, period, "end").map(DateInterval::until).orElse(around.until));
        if (consent.text(provision, "type").equals("deny")) {
            found.add(here);
        }
        for (int inner : consent.elements(provision, "provision")) {
            collect(consent, inner, here, found);
        }
    }

    /** Of a Period, whose end has passed when all that it names has (R4, data types). */
    private static Optional<DateInterval> moment(JsonDocument consent, int period, String name) {
        return period < 0 ? Optional.empty() : DateInterval.parse(consent.text(period, name), LocalZone.ZONE);
    }

    private static Set<HospitalId> actors(JsonDocument consent, int provision) {
        Set<HospitalId> named = new HashSet<>();
        for (int actor : consent.elements(provision, "actor")) {
            int reference = consent.find(actor, "reference");
            int identifier = reference < 0 ? -1 : consent.find(reference, "identifier");
            if (identifier >= 0 && consent.text(identifier, "system").equals(IdentifierSystems.HOSPITAL)) {
                hospital(consent.text(identifier, "value")).ifPresent(named::add);
            }
        }
        return named;
    }

    private static Optional<HospitalId> hospital(String value) {
        try {
            return Optional.of(new HospitalId(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
