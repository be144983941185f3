package org.cloudfilm.viewer.recognition;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.viewer.exam.ExamItem;
import org.cloudfilm.viewer.exam.ExamItems;
import org.cloudfilm.viewer.exam.Mark;
import org.cloudfilm.viewer.exam.Scope;
import org.cloudfilm.viewer.exam.Standings;
import org.cloudfilm.viewer.exam.Validity;

/**
 * Assesses a prior by the rules of mutual recognition: its item is known, its images are here, it bore a mark on the day
 * it was made whose scope the asking hospital belongs to, its validity lasts, and the hospitals' levels allow it. A
 * hospital's own exams need no mark.
 */
final class AssessPrior {

    private final ExamItems items;
    private final Standings standings;

    AssessPrior(ExamItems items, Standings standings) {
        this.items = items;
        this.standings = standings;
    }

    Assessment of(Prior prior, HospitalId asking, LocalDate today) {
        if (prior.item().isEmpty()) {
            return no(Reasons.unknownItem());
        }
        if (prior.exam().day().isEmpty() || prior.exam().day().get().isAfter(today)) {
            return no(Reasons.noDate());
        }
        return of(prior, prior.item().get(), prior.exam().day().get(), asking, today);
    }

    private Assessment of(Prior prior, ExamItem item, LocalDate day, HospitalId asking, LocalDate today) {
        HospitalId performer = prior.exam().hospital();
        boolean own = performer.equals(asking);
        List<Mark> marks = items.marks(performer, item);
        List<Mark> inForce = marks.stream().filter(mark -> mark.holdsOn(day)).toList();
        List<Scope> scopes = standings.scopesOf(asking).stream()
                .filter(scope -> own || inForce.stream().anyMatch(mark -> mark.scope().equals(scope.id())))
                .toList();
        List<Reason> because = new ArrayList<>();
        List<Reason> against = new ArrayList<>();
        because.add(prior.byOrder() ? Reasons.sameItemByOrder(item) : Reasons.sameItemByFilms(item));
        if (own) {
            because.add(Reasons.ownHospital());
        } else if (scopes.isEmpty()) {
            against.add(marks.isEmpty() || !inForce.isEmpty() ? Reasons.noMark() : Reasons.markNotInForce());
        } else {
            scopes.forEach(scope -> because.add(Reasons.mark(scope)));
        }
        Optional<Validity> rule = scopes.stream()
                .flatMap(scope -> items.validity(item, scope.id(), today).stream())
                .max(Comparator.comparing(Validity::days));
        Optional<LocalDate> until = rule.map(one -> day.plusDays(one.days()));
        long age = ChronoUnit.DAYS.between(day, today);
        if (until.isPresent()) {
            boolean lasts = !today.isAfter(until.get());
            (lasts ? because : against).add(
                    lasts ? Reasons.valid(age, until.get()) : Reasons.expired(age, until.get()));
        } else if (!scopes.isEmpty()) {
            against.add(Reasons.noRule());
        }
        levels(performer, asking, own, because, against);
        if (prior.exam().instances() == 0) {
            against.add(Reasons.noImages());
        }
        because.addAll(against);
        return new Assessment(against.isEmpty(), List.copyOf(because), names(inForce), until);
    }

    private void levels(
            HospitalId performer, HospitalId asking, boolean own, List<Reason> because, List<Reason> against) {
        if (own) {
            return;
        }
        if (standings.of(asking).sameAlliance(standings.of(performer))) {
            because.add(Reasons.alliance());
        } else if (standings.of(asking).accepts(standings.of(performer))) {
            because.add(Reasons.level());
        } else {
            against.add(Reasons.levelTooLow());
        }
    }

    private List<String> names(List<Mark> marks) {
        return marks.stream()
                .flatMap(mark -> standings.scope(mark.scope()).stream())
                .map(Scope::mark)
                .distinct()
                .toList();
    }

    private static Assessment no(Reason reason) {
        return new Assessment(false, List.of(reason), List.of(), Optional.empty());
    }
}
