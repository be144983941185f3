package org.cloudfilm.viewer.settlement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;

/** What the pages are told. Money is in fen, times are ISO 8601. */
final class SettlementViews {

    private final Hospitals hospitals;

    SettlementViews(Hospitals hospitals) {
        this.hospitals = hospitals;
    }

    record Place(String id, String name, String nameEn) {}

    record Person(String id, String name) {}

    record VisitView(String id, Person patient) {}

    record ChargeView(
            UUID id, String item, String name, String nameEn, String state, String because, long amountFen, String study, String order) {}

    record Parts(long fundFen, long accountFen, long familyFen, long selfPayFen) {}

    record Pay(String qr, Instant expiresAt) {}

    /**
     * @param number  of the receipt
     * @param because a stable word, when it failed, was taken back, or waits for an answer
     */
    record SettlementView(
            UUID id, String state, long totalFen, Parts parts, Pay pay, UUID receipt, String number, String because,
            Instant at) {}

    record VisitCharges(VisitView visit, List<ChargeView> charges, long dueFen, SettlementView settlement) {}

    record LineView(String name, String nameEn, long amountFen) {}

    record Bill(
            UUID settlement,
            Instant at,
            Place hospital,
            String state,
            long totalFen,
            Parts parts,
            List<LineView> lines,
            UUID receipt,
            String number,
            Person person) {}

    record Receipt(
            UUID id,
            String number,
            Instant at,
            Place hospital,
            String state,
            long totalFen,
            List<LineView> lines,
            Parts parts,
            String paidBy) {}

    VisitCharges charges(VisitDoor.Visited visited, List<Charge> charges, Optional<Settlement> settlement) {
        Fen due = charges.stream()
                .filter(charge -> charge.state() == ChargeState.DUE)
                .map(Charge::amount)
                .reduce(Fen.ZERO, Fen::plus);
        return new VisitCharges(
                new VisitView(visited.encounter(), new Person(visited.patient(), visited.name())),
                charges.stream().map(SettlementViews::charge).toList(),
                due.value(),
                settlement.map(this::settlement).orElse(null));
    }

    private static ChargeView charge(Charge charge) {
        return new ChargeView(charge.id(), charge.item(), charge.name(), charge.nameEn(), charge.state().word(),
                charge.because(), charge.amount().value(), charge.study().orElse(null), charge.order());
    }

    SettlementView settlement(Settlement settlement) {
        return new SettlementView(
                settlement.id(),
                state(settlement),
                settlement.total().value(),
                parts(settlement),
                pay(settlement).orElse(null),
                receipt(settlement),
                settlement.invoice().orElse(null),
                settlement.unclear().or(settlement::trouble).orElse(null),
                settlement.paidAt().orElse(settlement.openedAt()));
    }

    private static String state(Settlement settlement) {
        return settlement.state().shown(settlement.unclear().isPresent());
    }

    /** The code is shown as long as it can be paid. */
    static Optional<Pay> pay(Settlement settlement) {
        return settlement.state() == SettlementState.AWAITING_PAYMENT
                ? settlement.payment().flatMap(Settlement.Payment::prepaid).map(one -> new Pay(one.qr(), one.expiresAt()))
                : Optional.empty();
    }

    private static UUID receipt(Settlement settlement) {
        return settlement.invoice().isPresent() ? settlement.id() : null;
    }

    private static Parts parts(Settlement settlement) {
        return settlement.split()
                .map(split -> new Parts(split.fund().value(), split.account().value(), split.family().value(),
                        split.selfPay().value()))
                .orElse(null);
    }

    Bill bill(Settlement settlement, Optional<Person> ward) {
        return new Bill(settlement.id(), settlement.paidAt().orElse(settlement.openedAt()),
                place(settlement.visit().hospital()), state(settlement), settlement.total().value(), parts(settlement),
                lines(settlement), receipt(settlement), settlement.invoice().orElse(null), ward.orElse(null));
    }

    Receipt receiptView(Settlement settlement) {
        return new Receipt(settlement.id(), settlement.invoice().orElseThrow(), settlement.paidAt().orElseThrow(),
                place(settlement.visit().hospital()), state(settlement), settlement.total().value(), lines(settlement),
                parts(settlement), settlement.payment().map(Settlement.Payment::channel).orElse("insurance"));
    }

    private static List<LineView> lines(Settlement settlement) {
        return settlement.lines().stream()
                .map(line -> new LineView(line.name(), line.nameEn(), line.amount().value()))
                .toList();
    }

    private Place place(HospitalId id) {
        Hospital hospital = hospitals.named(id);
        return new Place(id.value(), hospital.name(), hospital.nameEn());
    }
}
