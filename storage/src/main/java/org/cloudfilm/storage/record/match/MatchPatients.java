package org.cloudfilm.storage.record.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.SearchPermit.Reach;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.person.FhirIdentification;
import org.cloudfilm.storage.person.Match;
import org.cloudfilm.storage.person.MatchReason;
import org.cloudfilm.storage.person.PatientNumber;
import org.cloudfilm.storage.person.SimilarIdentities;
import org.cloudfilm.storage.person.Traits;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.search.RecordQuery;
import org.cloudfilm.storage.record.search.RecordSearch;
import org.cloudfilm.storage.sql.KeptPlan;

/** Finds the Patient records a description is about, the most alike first. */
public final class MatchPatients {

    /** Below it a record shares next to nothing; the same name alone reaches it. */
    private static final int WORTH_NAMING = 40;

    private static final String RECORDS_OF = """
            select p.identity, r.id from patient_record p join record r on r.rid = p.rid
            where p.identity = any(?::bigint[]) and not r.deleted
            """;

    private final KeptPlan planned;
    private final SimilarIdentities similar;
    private final RecordSearch search;
    private final NumberedPatients numbered;

    public MatchPatients(DataSource dataSource, RecordSearch search) {
        this.planned = new KeptPlan(dataSource);
        this.similar = new SimilarIdentities(dataSource);
        this.search = search;
        this.numbered = new NumberedPatients(search);
    }

    /**
     * @param numbers of the patient sought, with their systems
     * @param traits  of the patient sought
     * @param most    how many to name, at most 200
     */
    public List<Matched> match(RecordPermit permit, List<PatientNumber> numbers, Traits traits, int most) {
        Map<RecordId, Matched> found = new LinkedHashMap<>();
        for (StoredRecord record : numbered.find(permit, numbers, most)) {
            Match match = Match.between(FhirIdentification.traits(record), traits).and(MatchReason.SAME_NUMBER);
            found.put(record.id(), Matched.of(record, match));
        }
        Map<RecordId, Match> alike = alike(permit.scope(), traits);
        List<RecordId> best = alike.keySet().stream()
                .filter(id -> !found.containsKey(id))
                .sorted(Comparator.comparingInt((RecordId id) -> alike.get(id).score()).reversed())
                .toList();
        // reading leaves out what may not be read, and the next best take its place
        int enough = found.size() + most;
        for (int from = 0; from < best.size() && found.size() < enough; from += most) {
            for (StoredRecord record : read(permit, best.subList(from, Math.min(from + most, best.size())))) {
                found.put(record.id(), Matched.of(record, alike.get(record.id())));
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparingDouble(Matched::score).reversed())
                .limit(most)
                .toList();
    }

    /** All of them by one statement. */
    private List<StoredRecord> read(RecordPermit permit, List<RecordId> ids) {
        String all = ids.stream().map(RecordId::id).collect(Collectors.joining(","));
        return search.search(permit, RecordQuery.parse(
                        ResourceType.PATIENT,
                        List.of(Map.entry("_id", all), Map.entry("_count", Integer.toString(ids.size())),
                                Map.entry("_total", "none")),
                        true))
                .matches();
    }

    /** The records that the scope may hold, with what speaks for them. */
    private Map<RecordId, Match> alike(Scope scope, Traits traits) {
        List<SimilarIdentities.Found> candidates = switch (scope) {
            case Scope.SentBy(var hospital) -> similar.to(traits, Optional.of(hospital));
            case Scope.Clinician clinician -> within(clinician, traits);
            case Scope.OfPersons(var persons) -> similar.of(persons);
            case Scope.OfLink link -> List.of();
            case Scope.OfTypes types -> List.of();
            case Scope.Nothing() -> List.of();
        };
        Map<Long, Match> matches = new HashMap<>();
        for (SimilarIdentities.Found candidate : candidates) {
            Match match = Match.between(candidate.traits(), traits);
            if (match.score() >= WORTH_NAMING) {
                matches.put(candidate.identity(), match);
            }
        }
        return records(matches);
    }

    /** What of it may not be read is left out when the records are. */
    private List<SimilarIdentities.Found> within(Scope.Clinician clinician, Traits traits) {
        List<SimilarIdentities.Found> found = new ArrayList<>(similar.to(traits, Optional.of(clinician.hospital())));
        found.addAll(similar.of(clinician.reaches().stream().map(Reach::person).toList()));
        return found;
    }

    private Map<RecordId, Match> records(Map<Long, Match> matches) {
        Map<RecordId, Match> records = new HashMap<>();
        if (!matches.isEmpty()) {
            planned.query(RECORDS_OF, List.of((Object) matches.keySet().toArray(Long[]::new)), (row, n) -> Map.entry(
                            new RecordId(ResourceType.PATIENT, row.getString(2)), matches.get(row.getLong(1))))
                    .forEach(record -> records.put(record.getKey(), record.getValue()));
        }
        return records;
    }
}
