package org.cloudfilm.viewer.settlement;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import javax.sql.DataSource;
import org.cloudfilm.storage.outbox.Outbox;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** All parts that settle, put together: from providers, facts and a database to what handlers and controllers call. */
final class SettlementDesk {

    final TransactionTemplate transactions;
    final Charges charges;
    final Payments payments;
    final Settlements settlements;
    final ReconcileCharge reconcile;
    final OpenSettlement open;
    final AdvanceSettlement advance;
    final UndoSettlement undo;
    final TakePayment take;

    /**
     * What a desk needs from outside.
     *
     * @param insured   resident ID of whom a visit is of, empty when it is not known
     * @param timeToPay after which an open payment is closed and the settlement cancelled
     */
    record Needs(
            DataSource dataSource,
            Outbox outbox,
            Insurance insurance,
            PaymentChannel channel,
            OrderFacts facts,
            Function<Charge.Visit, String> insured,
            ChargeNews news,
            Duration timeToPay,
            InstantSource clock) {}

    SettlementDesk(Needs needs) {
        DataSource dataSource = needs.dataSource;
        InstantSource clock = needs.clock;
        transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        SettlementEvents events = new SettlementEvents(needs.outbox);
        charges = new Charges(dataSource, clock);
        payments = new Payments(dataSource, clock);
        settlements = new Settlements(dataSource, clock, payments);
        InsuranceCalls calls = new InsuranceCalls(dataSource, clock);
        Ledger ledger = new Ledger(dataSource, clock);
        EndSettlement end = new EndSettlement(settlements, charges, ledger, events, needs.news, clock);
        ChangeSettlement change = new ChangeSettlement(transactions, settlements);
        take = new TakePayment(transactions, settlements, payments, ledger, end, events);
        undo = new UndoSettlement(transactions, settlements, charges, events, needs.news);
        reconcile = new ReconcileCharge(dataSource, transactions, needs.facts, charges,
                new Arrivals(dataSource, clock), settlements, undo, needs.news);
        open = new OpenSettlement(transactions, settlements, charges, events, needs.news);
        Claims claims = new Claims(needs.insured);
        advance = new AdvanceSettlement(
                settlements,
                new InsuranceSteps(change, needs.insurance, settlements, calls, claims, ledger, end),
                new PaymentSteps(change, needs.channel, settlements, payments, take, end, clock, needs.timeToPay),
                new UndoSteps(change, needs.insurance, needs.channel, settlements, calls, payments, ledger, take, end));
    }
}
