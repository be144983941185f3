package org.cloudfilm.storage.consent;

import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions in which somebody's access may become less: one in which {@link AccessChanges#narrowed} was called returns
 * when no process trusts a decision made before it; all others cost nothing more. Within another transaction it is part
 * of that one, which has to wait in its stead.
 */
public final class NarrowingTransactions implements TransactionOperations {

    private final TransactionOperations transactions;
    private final AccessChanges changes;

    public NarrowingTransactions(DataSource dataSource) {
        this(dataSource, new AccessChanges(dataSource));
    }

    public NarrowingTransactions(DataSource dataSource, AccessChanges changes) {
        this(new TransactionTemplate(new DataSourceTransactionManager(dataSource)), changes);
    }

    public NarrowingTransactions(TransactionOperations transactions, AccessChanges changes) {
        this.transactions = transactions;
        this.changes = changes;
    }

    @Override
    public <T> T execute(TransactionCallback<T> action) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return transactions.execute(action);
        }
        AtomicBoolean narrowed = new AtomicBoolean();
        T result = transactions.execute(status -> {
            T done = action.doInTransaction(status);
            narrowed.set(AccessChanges.narrowing());
            return done;
        });
        if (narrowed.get()) {
            changes.awaitAll();
        }
        return result;
    }
}
