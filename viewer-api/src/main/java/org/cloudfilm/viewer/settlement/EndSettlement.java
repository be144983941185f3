package org.cloudfilm.viewer.settlement;

import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.record.LocalZone;

/** The ways in which a settlement comes to its end. Called inside a transaction that has locked it. */
final class EndSettlement {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd").withZone(LocalZone.ZONE);

    private final Settlements settlements;
    private final Charges charges;
    private final Ledger ledger;
    private final SettlementEvents events;
    private final ChargeNews news;
    private final InstantSource clock;

    EndSettlement(
            Settlements settlements,
            Charges charges,
            Ledger ledger,
            SettlementEvents events,
            ChargeNews news,
            InstantSource clock) {
        this.settlements = settlements;
        this.charges = charges;
        this.ledger = ledger;
        this.events = events;
        this.news = news;
        this.clock = clock;
    }

    /** Everybody has paid. */
    void paid(Settlement settlement) {
        ledger.billed(settlement);
        settlements.number(settlement.id(), DAY.format(clock.instant()));
        settlements.move(settlement.id(), SettlementState.PAID, null);
        to(settlement, ChargeState.PAID, "settled");
    }

    /** Nobody has paid, and nobody will. */
    void failed(Settlement settlement, String trouble) {
        settlements.move(settlement.id(), SettlementState.FAILED, trouble);
        back(settlement);
    }

    /** Everybody who had paid has it back. */
    void cancelled(Settlement settlement) {
        settlements.move(settlement.id(), SettlementState.CANCELLED, settlement.trouble().orElse(null));
        back(settlement);
    }

    /** The same, after all was paid. */
    void refunded(Settlement settlement) {
        ledger.unbilled(settlement);
        settlements.move(settlement.id(), SettlementState.REFUNDED, settlement.trouble().orElse(null));
        to(settlement, ChargeState.REFUNDED, settlement.trouble().orElse("refunded"));
    }

    private void to(Settlement settlement, ChargeState state, String because) {
        for (Charge charge : charges.lockOfSettlement(settlement.id())) {
            put(charge, state, because, charge.settlement());
        }
        tell(settlement.id());
    }

    /** The charges are open again. */
    private void back(Settlement settlement) {
        for (Charge charge : charges.lockOfSettlement(settlement.id())) {
            put(charge, charge.study().isPresent() ? ChargeState.DUE : ChargeState.PLANNED, "unsettled", Optional.empty());
        }
        tell(settlement.id());
    }

    private void put(Charge charge, ChargeState state, String because, Optional<UUID> settlement) {
        Charge changed = charge.in(state, because, settlement);
        charges.change(changed);
        news.changed(changed);
        // what was decided about the order meanwhile waited for this
        events.look(changed);
    }

    private void tell(UUID settlement) {
        news.changed(settlements.find(settlement).orElseThrow());
    }
}
