package org.cloudfilm.viewer.recognition;

import java.util.Arrays;
import java.util.List;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.viewer.exam.ExamItem;
import org.cloudfilm.viewer.exam.ExamItems;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the doctor's page shows before anything is decided. */
@RestController
@RequestMapping("/api")
class TimelineController {

    private final PatientTimeline timeline;
    private final OpenReport reports;
    private final ExamItems items;

    TimelineController(PatientTimeline timeline, OpenReport reports, ExamItems items) {
        this.timeline = timeline;
        this.reports = reports;
        this.items = items;
    }

    @GetMapping("/doctor/patients/{id}/timeline")
    Views.Timeline timeline(@PathVariable String id) {
        if (!RecordId.wellFormed(id)) {
            throw Problem.NO_PATIENT.exception();
        }
        return timeline.of(Asking.clinician(), new RecordId(ResourceType.PATIENT, id))
                .orElseThrow(Problem.NO_PATIENT::exception);
    }

    /** Opening a report is counted. */
    @GetMapping("/doctor/reports/{id}")
    Views.ReportView report(@PathVariable String id) {
        if (!RecordId.wellFormed(id)) {
            throw Problem.NO_REPORT.exception();
        }
        return reports.open(Asking.clinician(), new RecordId(ResourceType.DIAGNOSTIC_REPORT, id))
                .orElseThrow(Problem.NO_REPORT::exception);
    }

    /** @param counted whether declining for it counts as a result that was not recognised */
    record ReasonView(String code, String name, String nameEn, boolean counted) {

        static ReasonView of(RepeatReason reason) {
            return new ReasonView(reason.code(), reason.text(), reason.textEn(), reason.counted());
        }
    }

    @GetMapping("/repeat-reasons")
    List<ReasonView> reasons() {
        return Arrays.stream(RepeatReason.values()).map(ReasonView::of).toList();
    }

    record ItemView(
            String code,
            String name,
            String nameEn,
            String modality,
            List<String> bodySites,
            long priceFen,
            long noFilmReductionFen) {}

    @GetMapping("/exam-items")
    List<ItemView> items() {
        return items.all().stream().map(TimelineController::view).toList();
    }

    private static ItemView view(ExamItem item) {
        return new ItemView(item.code(), item.name(), item.nameEn(), item.modality(), item.bodySites(), item.priceFen(),
                item.noFilmReductionFen());
    }
}
