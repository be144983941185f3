package org.cloudfilm.viewer.recognition;

import java.time.Clock;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.viewer.exam.ExamItems;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What mutual recognition came to, for the management; each number leads to what is behind it. */
@RestController
@RequestMapping("/api/statistics")
class StatisticsController {

    private static final int USUAL_DAYS = 30;

    private final Statistics statistics;
    private final ExamItems items;
    private final Hospitals hospitals;
    private final InstantSource clock;

    StatisticsController(Statistics statistics, ExamItems items, Hospitals hospitals, ObjectProvider<Clock> clock) {
        this.statistics = statistics;
        this.items = items;
        this.hospitals = hospitals;
        this.clock = clock.getIfAvailable(Clock::systemUTC);
    }

    /** One group of decisions; names are empty for what is unknown. */
    record Group(
            String code, String name, String nameEn, long opened, long recognised, long repeated, long excluded,
            long savedFen, long savedTrips) {}

    /** @param excluded declined for a reason that does not count. @param savedTrips a person's recognitions of one day */
    record Summary(
            LocalDate from, LocalDate to, long opened, long recognised, long repeated, long excluded, long savedFen,
            long savedTrips, List<Group> items, List<Group> hospitals, List<Group> specialties) {}

    /** Both days included; the last thirty when none is named. */
    @GetMapping
    Summary summary(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to) {
        Asking.administrator();
        Days days = days(from, to);
        Statistics.Line all = statistics.count(Statistics.By.ALL, days.from, days.to).stream()
                .findFirst()
                .orElse(new Statistics.Line("", 0, 0, 0, 0, 0, 0));
        return new Summary(
                days.from, days.to, all.opened(), all.recognised(), all.repeated(), all.excluded(), all.savedFen(),
                all.savedTrips(),
                groups(Statistics.By.ITEM, days),
                groups(Statistics.By.HOSPITAL, days),
                groups(Statistics.By.SPECIALTY, days));
    }

    private List<Group> groups(Statistics.By by, Days days) {
        return statistics.count(by, days.from, days.to).stream()
                .map(line -> group(by, line))
                .toList();
    }

    private Group group(Statistics.By by, Statistics.Line line) {
        Views.Item named = switch (by) {
            case ITEM -> items.find(line.name()).map(Views.Item::of).orElse(new Views.Item(line.name(), line.name(), line.name()));
            case HOSPITAL -> {
                Views.Place place = place(line.name());
                yield new Views.Item(place.id(), place.name(), place.nameEn());
            }
            case ALL, SPECIALTY -> new Views.Item(line.name(), line.name(), line.name());
        };
        return new Group(named.code(), named.name(), named.nameEn(), line.opened(), line.recognised(), line.repeated(),
                line.excluded(), line.savedFen(), line.savedTrips());
    }

    /** A decision without patient, doctor and order. */
    record Row(
            UUID id, LocalDate day, String kind, Views.Item item, Views.Place hospital, Views.Place from, String specialty,
            TimelineController.ReasonView reason, long savedFen, boolean revoked) {}

    /** @param kind recognised, repeated, excluded or cited; {@code recognise}, {@code decline} and {@code cite} too */
    @GetMapping("/decisions")
    List<Row> decisions(
            @RequestParam(required = false) String kind,
            @RequestParam(required = false) String item,
            @RequestParam(required = false) String hospital,
            @RequestParam(required = false) String specialty,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to) {
        Asking.administrator();
        Days days = days(from, to);
        Map<String, String> narrowed = narrowed(item, hospital, specialty);
        Optional.ofNullable(kind).ifPresent(value -> narrowed.put("kind", kind(value)));
        return statistics.decisions(narrowed, days.from, days.to).stream().map(this::row).toList();
    }

    private static Map<String, String> narrowed(String item, String hospital, String specialty) {
        Map<String, String> narrowed = new LinkedHashMap<>();
        Optional.ofNullable(item).ifPresent(value -> narrowed.put("item", value));
        Optional.ofNullable(hospital).ifPresent(value -> narrowed.put("hospital", value));
        Optional.ofNullable(specialty).ifPresent(value -> narrowed.put("specialty", value));
        if (narrowed.values().stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw Problem.UNREADABLE.exception();
        }
        return narrowed;
    }

    private static String kind(String value) {
        return switch (value) {
            case "recognise", "recognised" -> "recognised";
            case "decline", "repeated" -> "repeated";
            case "cite", "cited" -> "cited";
            case "excluded" -> "excluded";
            default -> throw Problem.NO_KIND.exception();
        };
    }

    private Row row(Statistics.Behind one) {
        return new Row(
                one.id(),
                one.day(),
                one.kind(),
                item(one.item()),
                place(one.hospital()),
                place(one.from()),
                one.specialty(),
                RepeatReason.find(one.reason()).map(TimelineController.ReasonView::of).orElse(null),
                one.savedFen(),
                one.revoked());
    }

    private Views.Item item(String code) {
        return items.find(code).map(Views.Item::of).orElse(null);
    }

    private Views.Place place(String hospital) {
        return Views.Place.of(hospitals, new HospitalId(hospital));
    }

    /** How often doctors of a hospital's specialty opened reports of another one on a day: neither whose nor who. */
    record OpenedRow(LocalDate day, Views.Item item, Views.Place hospital, Views.Place from, String specialty, long times) {}

    @GetMapping("/openings")
    List<OpenedRow> openings(
            @RequestParam(required = false) String item,
            @RequestParam(required = false) String hospital,
            @RequestParam(required = false) String specialty,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to) {
        Asking.administrator();
        Days days = days(from, to);
        return statistics.openings(narrowed(item, hospital, specialty), days.from, days.to).stream()
                .map(one -> new OpenedRow(one.day(), item(one.item()), place(one.hospital()), place(one.from()),
                        one.specialty(), one.times()))
                .toList();
    }

    private record Days(LocalDate from, LocalDate to) {}

    private Days days(LocalDate from, LocalDate to) {
        LocalDate last = to == null ? LocalDate.ofInstant(clock.instant(), LocalZone.ZONE) : to;
        LocalDate first = from == null ? last.minusDays(USUAL_DAYS - 1) : from;
        if (first.isAfter(last) || first.getYear() < 1970 || last.getYear() > 9998) {
            throw Problem.BAD_DAYS.exception();
        }
        return new Days(first, last);
    }
}
