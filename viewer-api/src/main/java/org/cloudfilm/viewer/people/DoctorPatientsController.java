package org.cloudfilm.viewer.people;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.book.AskConsent;
import org.cloudfilm.storage.consent.book.HospitalPatients;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.search.RecordQuery;
import org.cloudfilm.storage.record.search.RecordSearch;
import org.cloudfilm.storage.visit.Visit;
import org.cloudfilm.storage.visit.Visits;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Doctors find the patients of their own hospital, and see whether they may look further. */
@RestController
@RequestMapping("/api/doctor/patients")
class DoctorPatientsController {

    private static final int LISTED = 50;
    private static final int LONGEST = 100;

    private final Access access;
    private final RecordStore records;
    private final RecordSearch search;
    private final HospitalPatients patients;
    private final Visits visits;
    private final AskConsent asking;

    DoctorPatientsController(
            Access access, RecordStore records, RecordSearch search, DataSource dataSource, AskConsent asking) {
        this.access = access;
        this.records = records;
        this.search = search;
        this.patients = new HospitalPatients(dataSource);
        this.visits = new Visits(dataSource);
        this.asking = asking;
    }

    /**
     * @param state   none, asked, granted, declined or broken-glass; {@code since} and {@code until} are null where they
     *     say nothing
     * @param request the one that waits or was declined, or null
     */
    record AccessView(String state, Instant since, Instant until, AccessRequestController.Asked request) {}

    record PatientPage(PatientView patient, AccessView access) {}

    @GetMapping
    List<PatientView> find(@RequestParam(required = false) String number, @RequestParam(required = false) String name) {
        Requester.Clinician who = SignedIn.clinician();
        if ((number == null) == (name == null)) {
            throw PeopleProblem.NUMBER_OR_NAME.exception();
        }
        String sought = Plain.text(number == null ? name : number, 1, LONGEST)
                .orElseThrow(PeopleProblem.NUMBER_OR_NAME::exception);
        AccessDecision<RecordPermit> decision = number == null
                ? access.decide(new AccessRequest.SearchRecords(who, ResourceType.PATIENT, Optional.empty(), Purpose.TREAT))
                : access.decide(new AccessRequest.FindPatient(who, null, sought, Purpose.TREAT));
        if (!(decision instanceof AccessDecision.Granted<RecordPermit>(RecordPermit permit))) {
            return List.of();
        }
        RecordQuery query = RecordQuery.parse(
                ResourceType.PATIENT,
                List.of(Map.entry(number == null ? "name" : "identifier", escaped(sought)),
                        Map.entry("_count", Integer.toString(LISTED))),
                true);
        return own(who, search.search(permit, query).matches());
    }

    @GetMapping("/{id}")
    PatientPage open(@PathVariable String id) {
        Requester.Clinician who = SignedIn.clinician();
        if (!RecordId.wellFormed(id)) {
            throw PeopleProblem.NO_PATIENT.exception();
        }
        RecordId patient = new RecordId(ResourceType.PATIENT, id);
        if (!(access.decide(new AccessRequest.OpenRecord(who, patient, Purpose.TREAT))
                instanceof AccessDecision.Granted<RecordPermit>(RecordPermit permit))) {
            throw PeopleProblem.NO_PATIENT.exception();
        }
        PatientView view = records.read(permit, patient)
                .filter(record -> !record.deleted())
                .flatMap(record -> own(who, List.of(record)).stream().findFirst())
                .orElseThrow(PeopleProblem.NO_PATIENT::exception);
        return new PatientPage(view, access(asking.standing(who, patient)));
    }

    private static AccessView access(AskConsent.Standing standing) {
        return new AccessView(
                standing.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                standing.since().orElse(null),
                standing.until().orElse(null),
                standing.request().map(AccessRequestController.Asked::of).orElse(null));
    }

    /** By a consent, patients of other hospitals may be found as well: they are not listed here. */
    private List<PatientView> own(Requester.Clinician who, List<StoredRecord> found) {
        Set<RecordId> own = patients.own(who.hospital(), found.stream().map(StoredRecord::id).toList());
        Map<RecordId, Visit> there = visits.open(who.hospital(), own);
        return found.stream()
                .filter(record -> own.contains(record.id()))
                .map(record -> PatientView.of(who.hospital(), record, Optional.ofNullable(there.get(record.id()))))
                .toList();
    }

    /** R4 section 3.1.1.4.12. */
    private static String escaped(String text) {
        return text.replaceAll("([\\\\,$|])", "\\\\$1");
    }
}
