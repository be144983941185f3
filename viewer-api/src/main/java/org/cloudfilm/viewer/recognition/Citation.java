package org.cloudfilm.viewer.recognition;

import java.util.Comparator;
import java.util.Optional;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.exam.PatientExams;
import org.cloudfilm.viewer.exam.ExamItem;

/** An earlier exam as a sentence for the doctor's note. The report's conclusion is quoted as another's, never adopted. */
final class Citation {

    private final Priors priors;
    private final PatientExams exams;
    private final PatientRecords patients;
    private final Hospitals hospitals;

    Citation(Priors priors, PatientExams exams, PatientRecords patients, Hospitals hospitals) {
        this.priors = priors;
        this.exams = exams;
        this.patients = patients;
        this.hospitals = hospitals;
    }

    /** Empty when the clinician may not see the exam any more. */
    Optional<String> of(Requester.Clinician who, Decision decision, boolean english) {
        Optional<RecordId> patient = patients.bySubject(decision.subject());
        Optional<RecordPermit> permit = patient.flatMap(id -> priors.permit(who, id));
        return permit.flatMap(one -> priors.of(one, patient.get()).stream()
                .filter(prior -> prior.exam().study().value().equals(decision.study()))
                .findFirst()
                .map(prior -> text(prior, conclusion(one, patient.get(), prior), english)));
    }

    private String conclusion(RecordPermit permit, RecordId patient, Prior prior) {
        return exams.reports(permit, patient).stream()
                .map(Report::read)
                .filter(report -> report.issued() && report.isOf(prior.exam()))
                .max(Comparator.comparing(Report::at))
                .map(Report::conclusion)
                .orElse("");
    }

    private String text(Prior prior, String conclusion, boolean english) {
        Hospital hospital = hospitals.named(prior.exam().hospital());
        String day = prior.exam().day().map(Object::toString).orElse("");
        String described = prior.exam().description();
        if (english) {
            String item = prior.item().map(ExamItem::nameEn).orElse(described);
            return "%s, %s, %s%s".formatted(hospital.nameEn(), day, item,
                    conclusion.isEmpty() ? "." : ". Conclusion of its report: “" + conclusion + "”");
        }
        String item = prior.item().map(ExamItem::name).orElse(described);
        return "%s %s%s%s".formatted(day, hospital.name(), item,
                conclusion.isEmpty() ? "。" : "。原报告结论：“" + conclusion + "”");
    }
}
