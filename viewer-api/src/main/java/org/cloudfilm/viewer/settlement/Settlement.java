package org.cloudfilm.viewer.settlement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Paying some charges of a visit at once.
 *
 * @param split     who pays what; empty until the insurer was asked
 * @param insured   an insurer takes part
 * @param unclear   what is in the way: an answer was lost and is being asked for
 * @param trouble   a stable word for why it failed or is taken back
 * @param invoice   number, once paid
 * @param payment   the patient's part at its channel
 */
record Settlement(
        UUID id,
        Charge.Visit visit,
        SettlementState state,
        Fen total,
        Optional<Split> split,
        boolean insured,
        Optional<String> insuranceId,
        Optional<String> unclear,
        Optional<String> trouble,
        Optional<String> invoice,
        Instant openedAt,
        Optional<Instant> paidAt,
        List<Line> lines,
        Optional<Payment> payment) {

    record Line(UUID charge, String item, String name, String nameEn, Fen amount) {}

    /**
     * @param state    asked, open, paid or closed
     * @param refunded asked for or done
     */
    record Payment(
            String no,
            String channel,
            Fen amount,
            String state,
            Optional<PaymentChannel.Prepaid> prepaid,
            Instant expiresAt,
            Optional<String> channelNo,
            Fen paid,
            Fen refunded) {

        boolean isPaid() {
            return state.equals("paid");
        }
    }
}
