package org.cloudfilm.viewer.recognition;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.viewer.exam.Coding;
import org.cloudfilm.viewer.exam.ExamItem;
import org.cloudfilm.viewer.exam.ExamOrder;

/** Words the cards, in Chinese or English. */
final class WriteCards {

    private static final String TOPICS = "urn:cloudfilm:cds-topic";
    /** A link or a line of detail for each; more is a page, not a card. */
    private static final int MOST_PRIORS = 5;

    private final Hospitals hospitals;
    private final String publicUrl;

    WriteCards(Hospitals hospitals, String publicUrl) {
        this.hospitals = hospitals;
        this.publicUrl = publicUrl;
    }

    /** A prior that may be recognised, and why. */
    record Found(Prior prior, Assessment assessment) {}

    /** @param patient the hospital's Patient record. @param priors of the order's item, the newest first, not empty */
    Card ofOrder(ExamOrder order, ExamItem item, RecordId patient, List<Found> priors, LocalDate today, boolean english) {
        Found newest = priors.getFirst();
        return new Card(
                UUID.randomUUID(),
                english ? summaryEn(newest, item, today) : summary(newest, item, today),
                details(priors, today, english),
                "warning",
                source(english),
                order.id().isEmpty() ? null : List.of(new Card.Suggestion(
                        english ? "Recognise it and remove the order" : "认可该结果，撤回这条检查申请",
                        UUID.randomUUID(),
                        true,
                        List.of(new Card.Action(
                                "delete",
                                english ? "Remove the draft order " + item.nameEn() : "删除检查申请：" + item.name(),
                                "ServiceRequest/" + order.id())))),
                order.id().isEmpty() ? null : "at-most-one",
                reasons(english),
                links(order, patient, priors, english));
    }

    /** A quiet note. @param priors of other hospitals, not empty */
    Card ofPatient(RecordId patient, List<Found> priors, int days, LocalDate today, boolean english) {
        String summary = english
                ? "%d exams of the last %d days at other hospitals may be recognised".formatted(priors.size(), days)
                : "近%d天外院有%d项检查可互认".formatted(days, priors.size());
        return new Card(
                UUID.randomUUID(), summary, details(priors, today, english), "info", source(english), null, null, null,
                List.of(new Card.Link(
                        english ? "Open the patient's exams" : "查看历次检查",
                        publicUrl + "/doctor/patients/" + patient.id(),
                        "absolute")));
    }

    private String summary(Found found, ExamItem item, LocalDate today) {
        return "%s在%s做过%s（%s），可互认".formatted(
                Reasons.days(age(found, today)), hospital(found).name(), item.name(), marks(found, false));
    }

    private String summaryEn(Found found, ExamItem item, LocalDate today) {
        return "%s was done %s at %s (%s) and may be recognised".formatted(
                item.nameEn(), Reasons.daysEn(age(found, today)), hospital(found).nameEn(), marks(found, true));
    }

    private static String marks(Found found, boolean english) {
        return found.assessment.marks().isEmpty()
                ? english ? "own hospital" : "本院"
                : String.join("、", found.assessment.marks());
    }

    /** GitHub flavoured Markdown. */
    private String details(List<Found> priors, LocalDate today, boolean english) {
        return priors.stream().limit(MOST_PRIORS).map(found -> detail(found, english)).collect(Collectors.joining("\n\n"));
    }

    private String detail(Found found, boolean english) {
        String item = found.prior.item().map(one -> english ? one.nameEn() : one.name()).orElse("");
        String head = "**%s %s %s**".formatted(
                found.prior.exam().day().orElseThrow(),
                plain(english ? hospital(found).nameEn() : hospital(found).name()), plain(item));
        return head + found.assessment.because().stream()
                .map(reason -> "\n- " + plain(english ? reason.textEn() : reason.text()))
                .collect(Collectors.joining());
    }

    /** Names come from configuration and catalogue, yet nothing in a card may become markup. */
    private static String plain(String text) {
        return text.replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1");
    }

    private List<Card.Link> links(ExamOrder order, RecordId patient, List<Found> priors, boolean english) {
        return priors.stream()
                .limit(MOST_PRIORS)
                .map(found -> new Card.Link(
                        english
                                ? "Open images and report of " + found.prior.exam().day().orElseThrow()
                                : "打开影像与报告（" + found.prior.exam().day().orElseThrow() + "）",
                        publicUrl + "/doctor/patients/" + patient.id() + "?"
                                + (order.id().isEmpty() ? "" : "order=" + order.id() + "&") + "prior="
                                + found.prior.exam().study().value(),
                        "absolute"))
                .toList();
    }

    private Card.Source source(boolean english) {
        return new Card.Source(
                english ? "Cloudfilm, mutual recognition of exams" : "云影 检查结果互认",
                publicUrl + "/",
                new Coding(TOPICS, "mutual-recognition", english ? "Mutual recognition" : "检查结果互认"));
    }

    private static List<Coding> reasons(boolean english) {
        return Arrays.stream(RepeatReason.values())
                .map(reason -> new Coding(RepeatReason.SYSTEM, reason.code(), english ? reason.textEn() : reason.text()))
                .toList();
    }

    private Hospital hospital(Found found) {
        return hospitals.named(found.prior.exam().hospital());
    }

    private static long age(Found found, LocalDate today) {
        return ChronoUnit.DAYS.between(found.prior.exam().day().orElseThrow(), today);
    }
}
