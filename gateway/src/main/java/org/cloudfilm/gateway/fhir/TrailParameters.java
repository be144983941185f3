package org.cloudfilm.gateway.fhir;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cloudfilm.storage.audit.TrailQuery;

/** The search parameters of AuditEvent. */
final class TrailParameters {

    private final List<String> unknown = new ArrayList<>();
    private OptionalLong seq = OptionalLong.empty();
    private OptionalLong before = OptionalLong.empty();
    private Optional<Instant> from = Optional.empty();
    private Optional<Instant> until = Optional.empty();
    private Optional<String> actor = Optional.empty();
    private Optional<String> object = Optional.empty();
    private List<String> outcomes = List.of();
    private final int count;

    private TrailParameters(int count) {
        this.count = count;
    }

    static TrailParameters of(Call call, FhirSettings settings) throws FhirRejection {
        TrailParameters parameters = new TrailParameters(HistoryHandler.count(call.query(), settings));
        for (Map.Entry<String, String> criterion : call.query().criteria()) {
            parameters.take(criterion.getKey(), criterion.getValue(), call.base().get());
        }
        if (call.wishes().strict() && !parameters.unknown.isEmpty()) {
            throw FhirRejection.badRequest(parameters.unknown.getFirst(), "this parameter of AuditEvent is not known here");
        }
        return parameters;
    }

    private void take(String name, String value, String base) throws FhirRejection {
        switch (name) {
            case "_id" -> seq = OptionalLong.of(number(value));
            case SearchHandler.PAGE -> before = OptionalLong.of(number(value));
            case "date" -> date(value);
            case "agent", "agent:identifier" -> actor = Optional.of(value.substring(value.indexOf('|') + 1));
            case "patient" -> object = Optional.of(value.contains("/") ? local(value, base) : "Patient/" + value);
            case "entity" -> object = Optional.of(local(value, base));
            case "outcome" -> outcomes = outcomes(value);
            case "_count", "_sort", "_total" -> {}
            default -> unknown.add(name);
        }
    }

    private static String local(String value, String base) {
        return value.startsWith(base + "/") ? value.substring(base.length() + 1) : value;
    }

    private void date(String value) throws FhirRejection {
        boolean prefixed = value.length() > 2 && Character.isLetter(value.charAt(0));
        String prefix = prefixed ? value.substring(0, 2) : "eq";
        String text = prefixed ? value.substring(2) : value;
        Instant begin = Instants.parse(text, "date");
        Instant end = begin.plus(text.length() == 10 ? Duration.ofDays(1) : Duration.ofSeconds(1));
        switch (prefix) {
            case "eq" -> {
                from = Optional.of(begin);
                until = Optional.of(end);
            }
            case "ge" -> from = Optional.of(begin);
            case "gt", "sa" -> from = Optional.of(end);
            case "le" -> until = Optional.of(end);
            case "lt", "eb" -> until = Optional.of(begin);
            default -> throw FhirRejection.badRequest("date", "of prefixes eq, ge, gt, le, lt, sa and eb are known here");
        }
    }

    /** Codes of AuditEvent.outcome, 0 for success, as outcomes of the trail. */
    private static List<String> outcomes(String value) throws FhirRejection {
        List<String> outcomes = new ArrayList<>();
        for (String code : value.substring(value.indexOf('|') + 1).split(",")) {
            switch (code) {
                case "0" -> outcomes.addAll(List.of("granted", "done"));
                case "4" -> outcomes.add("refused");
                case "8", "12" -> outcomes.add("failed");
                default -> throw FhirRejection.badRequest("outcome", "an outcome is 0, 4, 8 or 12");
            }
        }
        return outcomes;
    }

    /** 0 for what is no number. */
    static long number(String text) {
        try {
            return text.length() > 18 ? 0 : Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    List<String> unknown() {
        return unknown;
    }

    TrailQuery query() {
        return query(count);
    }

    TrailQuery query(int atMost) {
        return new TrailQuery(seq, from, until, actor, object, outcomes, before, atMost);
    }
}
