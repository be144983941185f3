package org.cloudfilm.storage.record.imaging;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.film.dicom.PersonName;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.cloudfilm.storage.record.FindSurvivor;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.imaging.StudyFacts.PatientFacts;
import org.cloudfilm.storage.record.index.SearchParameters;
import org.cloudfilm.storage.record.search.MatchCriteria;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the hospital's Patient with the number a film gives, or has one made. Where the hospital has given the number to
 * several people, the Patient has to be the film's person; there is none made with the number of another.
 */
final class FindSubject {

    static final int IDENTIFIER =
            SearchParameters.find(ResourceType.PATIENT, "identifier").orElseThrow().rows().getFirst().number();
    private static final String NEW = "urn:uuid:6f1c1c50-5b1d-4d8e-9a53-3f4f5f0c7a10";

    private final JdbcClient sql;
    private final MatchCriteria matching;
    private final FindSurvivor survivors;

    FindSubject(DataSource dataSource, MatchCriteria matching, FindSurvivor survivors) {
        this.sql = JdbcClient.create(dataSource);
        this.matching = matching;
        this.survivors = survivors;
    }

    /** @param ofOrder the patient of the study's order, if that patient goes by the same number */
    Subject find(StudyFacts study, Optional<RecordId> ofOrder) {
        PatientFacts patient = study.patient();
        if (patient.id().isEmpty()) {
            return unidentified(patient);
        }
        String system = IdentifierSystems.patient(study.hospital(), patient.issuer());
        String criteria = identifier(system, patient.id());
        Optional<Subject> known = bearer(study, system, criteria)
                .map(one -> survivors.of(study.hospital().id(), one)
                        .map(survivor -> new Subject.Known(survivor, Optional.of(new Subject.Number(system, patient.id()))))
                        .orElseGet(() -> new Subject.Known(one, Optional.empty())))
                .or(() -> ofOrder.map(one -> new Subject.Known(one, Optional.empty())))
                .map(Subject.class::cast);
        if (known.isPresent()) {
            return known.get();
        }
        return patient.shared()
                ? unidentified(patient)
                : new Subject.New(NEW, new RecordChange.Create(
                        ResourceType.PATIENT,
                        RecordChange.Content.of(PatientContent.of(study, system)),
                        Optional.of(criteria)));
    }

    private static Subject unidentified(PatientFacts patient) {
        return new Subject.Unidentified(PersonName.parse(patient.alphabetic() + "=" + patient.ideographic()).display());
    }

    /** Of two Patients with one number always the same. */
    private Optional<RecordId> bearer(StudyFacts study, String system, String criteria) {
        return study.patient().shared()
                ? bearerOfPerson(study, system)
                : matching.match(study.hospital().id(), ResourceType.PATIENT, criteria).stream()
                        .min(Comparator.comparing(RecordId::id));
    }

    private Optional<RecordId> bearerOfPerson(StudyFacts study, String system) {
        return sql.sql("""
                        select r.id from patient_record p join record r on r.rid = p.rid
                        where p.person_id = :person::uuid and p.hospital = :hospital and not r.deleted
                          and exists (select from record_token t
                                      where t.param = :identifier and t.code = :number and t.system = :system
                                        and t.subject = p.subject and t.rid = p.rid)
                        order by r.id limit 1
                        """)
                .param("person", study.patient().person().orElse(null))
                .param("hospital", study.hospital().id().value())
                .param("identifier", IDENTIFIER)
                .param("number", Key64.of(study.patient().id()))
                .param("system", Key64.of(system))
                .query(String.class)
                .optional()
                .map(id -> new RecordId(ResourceType.PATIENT, id));
    }

    /** A search for an identifier, as in a URL (R4 section 3.1.1.4.12 for the backslashes). */
    static String identifier(String system, String value) {
        return "identifier=" + encoded(system) + "|" + encoded(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text.replaceAll("([\\\\,$|])", "\\\\$1"), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
