package org.cloudfilm.viewer.settlement;

import java.time.LocalDate;
import java.util.List;

/**
 * The insurer, by the calls of the national interface. Every call that changes something has a number of ours (msgid),
 * under which the insurer carries it out at most once, however often and however late it arrives, and under which it
 * can be asked about. Implementations translate every failure into an outcome and throw nothing for what a network
 * does; they are thread safe and answer within the time they are configured with, well below half a minute.
 */
public interface Insurance {

    /** The insurer knows no such person: the patient pays alone. */
    String NOT_INSURED = "not-insured";

    /** 2204 and 2206: who would pay what. Changes nothing that lasts, and may be repeated. */
    Outcome<Split> preSettle(Claim claim);

    /** 2207: pays. The claim's call number makes it one payment. */
    Outcome<Settled> settle(Claim claim);

    /** 2208: takes a settlement back. @param call a new number */
    Outcome<Void> cancel(String call, String visit, String insuranceId);

    /** What became of a call to settle or to cancel whose answer was lost. */
    Asked ask(String call);

    /** 2601: undoes a call of which the insurer says that it has it half. After that it counts as never made. */
    Outcome<Void> reverse(String call);

    /** 3201 and 3202: what it has settled and cancelled on a day of the China Standard Time. */
    Outcome<List<Movement>> statement(LocalDate day);

    /**
     * @param call    msgid, 30 characters at most; also the batch (chrg_bchno)
     * @param visit   mdtrt_id: hospital and visit
     * @param insured resident ID of the insured person; empty when it is not known
     * @param expected the parts that pre-settling gave; null for pre-settling itself
     */
    record Claim(String call, String visit, String hospital, String insured, List<Line> lines, Fen total, Split expected) {

        @Override
        public String toString() {
            return "Claim[" + call + "]";
        }
    }

    /** A fee line (2204). @param id feedetl_sn, unique within the visit */
    record Line(String id, String item, String name, Fen amount) {}

    /** @param insuranceId setl_id */
    record Settled(String insuranceId, Split split) {}

    /** The answer to {@link #ask}. */
    sealed interface Asked {

        /** The call to settle was carried out. */
        record Paid(Settled settled) implements Asked {}

        /** The call to cancel was carried out. */
        record Cancelled() implements Asked {}

        /** The insurer has nothing under this number; the same call may be made, under the same number. */
        record NotDone() implements Asked {}

        /** Refused when it was made. */
        record Refused(String code) implements Asked {}

        /** Begun and not ended: to be reversed. */
        record Half() implements Asked {}

        /** Reversed: such a call is to be made under a new number, if it still should be. */
        record Reversed() implements Asked {}

        /** The insurer did not answer this question either. */
        record Unknown() implements Asked {}
    }

    /**
     * @param call      of the settlement
     * @param cancelled it was taken back on that day
     */
    record Movement(String call, String insuranceId, Split split, boolean cancelled) {}
}
