package org.cloudfilm.viewer.recognition;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.viewer.exam.ExamItem;

/** What the pages get. */
final class Views {

    private Views() {}

    record Place(String id, String name, String nameEn) {

        static Place of(Hospitals hospitals, HospitalId id) {
            Hospital hospital = hospitals.named(id);
            return new Place(id.value(), hospital.name(), hospital.nameEn());
        }
    }

    record Item(String code, String name, String nameEn) {

        static Item of(ExamItem item) {
            return new Item(item.code(), item.name(), item.nameEn());
        }
    }

    /** @param until last day, null when it cannot be recognised at all */
    record Recognisable(boolean yes, List<Reason> because, LocalDate until) {}

    record ReportLink(String id, Instant at) {}

    /**
     * @param date     null when the films do not say
     * @param item     null when it cannot be told
     * @param modality the first one that is of images
     * @param own      made at the asking hospital
     * @param report   null when there is none
     */
    record Exam(
            String study,
            LocalDate date,
            Item item,
            String modality,
            String description,
            Place hospital,
            boolean own,
            List<String> marks,
            Recognisable recognisable,
            ReportLink report,
            int instances) {}

    record Charge(String state, long amountFen, boolean performed) {}

    /** @param by name of the doctor, null where nobody knows it */
    record DecisionView(UUID id, String kind, String reason, String note, String by, Instant at, String study) {

        /** @param names of clinicians by id */
        static DecisionView of(Decision decision, Map<String, String> names) {
            return new DecisionView(decision.id(), decision.kind().word(),
                    decision.reason().isEmpty() ? null : decision.reason(), decision.note().isEmpty() ? null : decision.note(),
                    names.get(decision.clinician()), decision.at(), decision.study());
        }
    }

    /**
     * @param at       when it was written, or last changed
     * @param charge   null when nothing is charged for it
     * @param decision the live one, null when there is none
     * @param decisions all live ones, citations too
     * @param priors   studies that may be recognised for it
     */
    record OrderView(
            String id,
            Item item,
            String status,
            Instant at,
            Charge charge,
            DecisionView decision,
            List<DecisionView> decisions,
            List<String> priors) {}

    record Timeline(List<Exam> exams, List<OrderView> orders) {}

    record ReportView(
            String id, Instant at, Place hospital, String findings, String conclusion, String pdf) {}
}
