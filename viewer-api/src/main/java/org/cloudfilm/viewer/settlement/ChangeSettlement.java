package org.cloudfilm.viewer.settlement;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes a settlement in a transaction, if it still is in the state it was seen in: else somebody else was quicker. */
final class ChangeSettlement {

    private final TransactionTemplate transactions;
    private final Settlements settlements;

    ChangeSettlement(TransactionTemplate transactions, Settlements settlements) {
        this.transactions = transactions;
        this.settlements = settlements;
    }

    /** @return what the change gave; empty when it was not made */
    <T> Optional<T> make(Settlement seen, Function<Settlement, T> change) {
        return transactions.execute(status -> {
            Settlement locked = settlements.lock(seen.id());
            return locked.state() == seen.state() ? Optional.ofNullable(change.apply(locked)) : Optional.<T>empty();
        });
    }

    void in(Settlement seen, Consumer<Settlement> change) {
        make(seen, locked -> {
            change.accept(locked);
            return true;
        });
    }
}
