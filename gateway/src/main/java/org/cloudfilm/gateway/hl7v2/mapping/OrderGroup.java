package org.cloudfilm.gateway.hl7v2.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.gateway.hl7v2.Hl7Message;
import org.cloudfilm.gateway.hl7v2.Repetition;
import org.cloudfilm.gateway.hl7v2.Segment;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.hl7.fhir.r4.model.Identifier;

/** ORC and OBR with what follows them: one order, or the report on one. */
final class OrderGroup {

    /** One OBX and its notes. */
    record Result(Segment obx, List<Segment> notes) {}

    private Optional<Segment> orc = Optional.empty();
    private Optional<Segment> obr = Optional.empty();
    private Optional<Segment> timing = Optional.empty();
    private Optional<Segment> imaging = Optional.empty();
    private final List<Segment> notes = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();

    private OrderGroup() {}

    /** In the order sent. What stands before the first ORC or OBR belongs to no order. */
    static List<OrderGroup> of(Hl7Message message) {
        List<OrderGroup> groups = new ArrayList<>();
        for (Segment segment : message.segments()) {
            String name = segment.name();
            if (name.equals("ORC") || name.equals("OBR") && (groups.isEmpty() || groups.getLast().obr.isPresent())) {
                groups.add(new OrderGroup());
            }
            if (!groups.isEmpty()) {
                groups.getLast().add(segment);
            }
        }
        return groups;
    }

    private void add(Segment segment) {
        switch (segment.name()) {
            case "ORC" -> orc = Optional.of(segment);
            case "OBR" -> obr = Optional.of(segment);
            case "TQ1" -> timing = timing.or(() -> Optional.of(segment));
            case "IPC" -> imaging = imaging.or(() -> Optional.of(segment));
            case "OBX" -> results.add(new Result(segment, new ArrayList<>()));
            case "NTE" -> (results.isEmpty() ? notes : results.getLast().notes()).add(segment);
            default -> { }
        }
    }

    Optional<Segment> orc() {
        return orc;
    }

    Optional<Segment> obr() {
        return obr;
    }

    List<Segment> notes() {
        return notes;
    }

    List<Result> results() {
        return results;
    }

    String orc(int field) {
        return orc.map(segment -> segment.get(field)).orElse("");
    }

    String obr(int field) {
        return obr.map(segment -> segment.get(field)).orElse("");
    }

    String timing(int field) {
        return timing.map(segment -> segment.get(field)).orElse("");
    }

    Optional<Identifier> placer(Hospital hospital) {
        return number(IdentifierSystems.placerOrder(hospital), Codes.first(obr(2), orc(2)));
    }

    Optional<Identifier> filler(Hospital hospital) {
        return number(IdentifierSystems.fillerOrder(hospital), Codes.first(obr(3), orc(3)));
    }

    /** By IPC-1, else by OBR-18, where imaging departments put it (IHE RAD-4). */
    Optional<Identifier> accession(Hospital hospital) {
        Optional<Repetition> found = imaging.map(ipc -> ipc.first(1))
                .filter(number -> !number.isEmpty())
                .or(() -> obr.map(segment -> segment.first(18)));
        return found.flatMap(number -> number(IdentifierSystems.accession(hospital, number.get(2)), number.get(1)));
    }

    private static Optional<Identifier> number(String system, String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(Draft.identifier(system, value));
    }
}
