package org.cloudfilm.viewer.recognition;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.exam.FilmedExam;
import org.cloudfilm.storage.record.exam.PatientExams;
import org.cloudfilm.storage.record.exam.StoredOrder;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.viewer.exam.ExamItem;
import org.cloudfilm.viewer.exam.ExamItems;
import org.cloudfilm.viewer.exam.ExamOrder;
import org.cloudfilm.viewer.exam.FilmDescription;

/** The exams done before that a clinician may see, and what each of them was. */
final class Priors {

    private final Access access;
    private final PatientExams exams;
    private final ExamItems items;

    Priors(Access access, PatientExams exams, ExamItems items) {
        this.access = access;
        this.exams = exams;
        this.items = items;
    }

    /**
     * Leave to look at a patient's exams.
     *
     * @param patient a Patient record
     * @return empty when it is none that the clinician may see, which is the same as when there is none
     */
    Optional<RecordPermit> permit(Requester.Clinician who, RecordId patient) {
        AccessDecision<RecordPermit> decision = access.decide(new AccessRequest.SearchRecords(
                who, ResourceType.IMAGING_STUDY, Optional.of(patient), Purpose.TREAT));
        return decision instanceof AccessDecision.Granted<RecordPermit>(RecordPermit permit)
                ? Optional.of(permit)
                : Optional.empty();
    }

    /** The newest first. */
    List<Prior> of(RecordPermit permit, RecordId patient) {
        return exams.films(permit, patient).stream().map(this::prior).toList();
    }

    private Prior prior(FilmedExam exam) {
        Set<ExamItem> ordered = exam.orders().stream()
                .map(Priors::read)
                .filter(order -> !order.codings().isEmpty())
                .map(order -> items.of(order).orElse(null))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (ordered.size() == 1) {
            return new Prior(exam, Optional.of(ordered.iterator().next()), true);
        }
        FilmDescription films = new FilmDescription(exam.modalities(), exam.bodyParts(), exam.description());
        return new Prior(exam, ordered.isEmpty() ? items.of(films) : Optional.empty(), false);
    }

    /** A stored order, as the doctor ordered it. */
    static ExamOrder read(StoredOrder order) {
        return ExamOrder.read(JsonDocument.ofStored(order.content()));
    }
}
