package org.cloudfilm.viewer.settlement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A way for patients to pay: a sandbox, WeChat Pay, Alipay. Payments and refunds have numbers of ours, under which the
 * channel takes each once. Implementations translate every failure into an outcome and throw nothing for what a network
 * does; they are thread safe and answer within the time they are configured with, well below half a minute.
 */
public interface PaymentChannel {

    /** Stable, in the address of its callbacks and in the books: [a-z][a-z0-9-]{0,31}. */
    String name();

    /** Opens a payment. */
    Outcome<Prepaid> prepay(Bill bill);

    /** What became of a payment. */
    Asked ask(String payment);

    /** Nobody shall pay this any more. Answers what it is after that: closed, or paid if somebody was quicker. */
    Asked close(String payment);

    /** Gives money back to whoever paid. */
    Outcome<Void> refund(Refund refund);

    /** What became of a refund whose answer was lost. */
    AskedRefund askRefund(String refund);

    /** Whether a callback is the channel's own, and fresh: see the channel's signature. */
    Callback verify(Map<String, List<String>> headers, byte[] body);

    /** Every payment and refund of a day of the China Standard Time. */
    Outcome<List<Movement>> statement(LocalDate day);

    /** @param payment number, 32 characters at most @param title what the patient reads, without clinical content */
    record Bill(String payment, Fen amount, String title, Instant expiresAt) {}

    /** @param qr text of the QR code to be shown */
    record Prepaid(String qr, Instant expiresAt) {}

    /** @param refund number, 32 characters at most @param paid of the whole payment */
    record Refund(String refund, String payment, Fen amount, Fen paid) {}

    /** The answer to {@link #ask} and {@link #close}. */
    sealed interface Asked {

        record Open(Prepaid prepaid) implements Asked {}

        record Paid(Paying paying) implements Asked {}

        record Closed() implements Asked {}

        /** The channel has nothing under this number. */
        record NotDone() implements Asked {}

        record Unknown() implements Asked {}
    }

    /** @param channelNo the channel's own number of the payment @param amount what was paid */
    record Paying(String payment, String channelNo, Fen amount, Instant at) {}

    sealed interface AskedRefund {

        record Done() implements AskedRefund {}

        /** The channel has nothing under this number; the same refund may be asked for, under the same number. */
        record NotDone() implements AskedRefund {}

        record Unknown() implements AskedRefund {}
    }

    sealed interface Callback {

        record Paid(Paying paying) implements Callback {}

        record Refunded(String refund, String payment, Fen amount) implements Callback {}

        /** Verified, but of no interest. */
        record Other() implements Callback {}

        /** The signature is wrong, too old, or somebody else's. */
        record Forged() implements Callback {}
    }

    /** @param no of the payment or refund, ours */
    record Movement(String no, boolean refund, String channelNo, Fen amount) {}
}
