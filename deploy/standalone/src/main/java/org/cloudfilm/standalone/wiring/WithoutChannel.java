package org.cloudfilm.standalone.wiring;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.cloudfilm.viewer.settlement.Outcome;
import org.cloudfilm.viewer.settlement.PaymentChannel;

/** Where no payment channel is configured: nothing can be paid here. */
final class WithoutChannel implements PaymentChannel {

    private static final String NONE = "no-payment-channel";

    @Override
    public String name() {
        return "none";
    }

    @Override
    public Outcome<Prepaid> prepay(Bill bill) {
        return new Outcome.Refused<>(NONE);
    }

    /** One that is configured no longer may know. */
    @Override
    public Asked ask(String payment) {
        return new Asked.Unknown();
    }

    @Override
    public Asked close(String payment) {
        return new Asked.NotDone();
    }

    @Override
    public Outcome<Void> refund(Refund refund) {
        return new Outcome.Refused<>(NONE);
    }

    @Override
    public AskedRefund askRefund(String refund) {
        return new AskedRefund.Unknown();
    }

    @Override
    public Callback verify(Map<String, List<String>> headers, byte[] body) {
        return new Callback.Forged();
    }

    @Override
    public Outcome<List<Movement>> statement(LocalDate day) {
        return new Outcome.Done<>(List.of());
    }
}
