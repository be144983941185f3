package org.cloudfilm.standalone.wiring;

import java.time.LocalDate;
import java.util.List;
import org.cloudfilm.viewer.settlement.Insurance;
import org.cloudfilm.viewer.settlement.Outcome;
import org.cloudfilm.viewer.settlement.Split;

/** Where no insurance is configured: nobody is insured. */
final class WithoutInsurance implements Insurance {

    @Override
    public Outcome<Split> preSettle(Claim claim) {
        return new Outcome.Refused<>(NOT_INSURED);
    }

    @Override
    public Outcome<Settled> settle(Claim claim) {
        return new Outcome.Refused<>(NOT_INSURED);
    }

    @Override
    public Outcome<Void> cancel(String call, String visit, String insuranceId) {
        return new Outcome.Refused<>(NOT_INSURED);
    }

    /** One that is configured no longer may know. */
    @Override
    public Asked ask(String call) {
        return new Asked.Unknown();
    }

    @Override
    public Outcome<Void> reverse(String call) {
        return new Outcome.Unknown<>();
    }

    @Override
    public Outcome<List<Movement>> statement(LocalDate day) {
        return new Outcome.Done<>(List.of());
    }
}
