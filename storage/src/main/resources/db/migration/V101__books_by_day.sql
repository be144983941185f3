-- The daily reconciliation reads the movements of a day, and asks of those the insurer alone names whether another day
-- has them.
create index ledger_entry_by_day on ledger_entry (at);
create index settlement_by_insurance on settlement (insurance_id) where insurance_id is not null;
