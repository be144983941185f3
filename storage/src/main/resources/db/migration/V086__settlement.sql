-- Charges of imaging exams, their settlement at the visit, and the books. All money is in fen.

-- Which changes of state there are; '' is the state of what is not there yet. org.cloudfilm.viewer.settlement.ChargeState
-- and SettlementState say the same, which a test compares.
create table state_change (
  machine    text not null,
  from_state text not null,
  to_state   text not null,
  because    text not null,
  primary key (machine, from_state, to_state)
);

insert into state_change (machine, from_state, to_state, because) values
  ('charge', '',          'planned',   'an imaging exam was ordered on a visit'),
  ('charge', '',          'due',       'its images arrived before the order was known'),
  ('charge', 'planned',   'due',       'its images arrived'),
  ('charge', 'planned',   'cancelled', 'an exam done before was recognised, or the order was revoked'),
  ('charge', 'cancelled', 'planned',   'the recognition or the revocation was taken back'),
  ('charge', 'cancelled', 'due',       'its images arrived: it was performed nevertheless'),
  ('charge', 'due',       'planned',   'the images turned out to be of another order'),
  ('charge', 'planned',   'settling',  'it is paid before it is performed'),
  ('charge', 'due',       'settling',  'the visit is settled'),
  ('charge', 'settling',  'planned',   'the settlement failed or was cancelled'),
  ('charge', 'settling',  'due',       'the settlement failed or was cancelled'),
  ('charge', 'settling',  'paid',      'everybody has paid their part'),
  ('charge', 'paid',      'refunding', 'it was paid before, and will not be performed'),
  ('charge', 'refunding', 'refunded',  'everybody has their money back'),
  ('settlement', '',                 'opened',           'a clinician settles a visit'),
  ('settlement', 'opened',           'pre-settled',      'the insurer has said who pays what (2206), or that nobody is insured'),
  ('settlement', 'opened',           'failed',           'the insurer refuses'),
  ('settlement', 'pre-settled',      'insuring',         'the insurer is asked to pay (2207)'),
  ('settlement', 'pre-settled',      'insured',          'there is nothing for an insurer to pay'),
  ('settlement', 'insuring',         'insured',          'the insurer pays'),
  ('settlement', 'insuring',         'failed',           'the insurer refuses'),
  ('settlement', 'insuring',         'cancelling',       'the insurer pays another total than was asked for'),
  ('settlement', 'insured',          'paying',           'the channel is asked for a payment'),
  ('settlement', 'insured',          'paid',             'nothing is left for the patient to pay'),
  ('settlement', 'paying',           'awaiting-payment', 'the channel has opened the payment'),
  ('settlement', 'paying',           'paid',             'the patient has paid, and the channel told that first'),
  ('settlement', 'paying',           'cancelling',       'the channel refuses, or has closed the payment'),
  ('settlement', 'awaiting-payment', 'paid',             'the patient has paid'),
  ('settlement', 'awaiting-payment', 'cancelling',       'somebody cancelled it, or the time to pay is over'),
  ('settlement', 'cancelling',       'cancelled',        'everybody has their money back'),
  ('settlement', 'paid',             'refunding',        'the exam will not be performed'),
  ('settlement', 'refunding',        'refunded',         'everybody has their money back');

create function state_change_is_allowed() returns trigger language plpgsql as $$
declare
  before text := '';
begin
  if tg_op = 'UPDATE' then
    if old.state = new.state then
      return new;
    end if;
    before := old.state;
  end if;
  if not exists (select from state_change c
                 where c.machine = tg_table_name and c.from_state = before and c.to_state = new.state) then
    raise exception 'a % does not become % from "%"', tg_table_name, new.state, before using errcode = 'check_violation';
  end if;
  return new;
end $$;

create function is_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;

-- Paying a visit's charges at once. The parts are null until the insurer has been asked.
create table settlement (
  id           uuid primary key,
  hospital     text collate "C" not null,
  visit        text collate "C" not null,     -- logical id of the Encounter
  subject      bigint not null,               -- key of the visit's Patient: patient_record.subject
  patient      text collate "C" not null,     -- its logical id
  opened_by    text not null,                 -- actor
  state        text not null,
  total_fen    bigint not null check (total_fen between 0 and 1000000000),
  fund_fen     bigint check (fund_fen >= 0),
  account_fen  bigint check (account_fen >= 0),
  family_fen   bigint check (family_fen >= 0),
  self_pay_fen bigint check (self_pay_fen >= 0),
  insured      boolean not null default false,-- an insurer takes part
  insurance_id text,                          -- setl_id
  unclear      text,                          -- what is in the way: an answer was lost and is being asked for
  trouble      text,                          -- why it failed or was taken back: a stable word
  busy_until   timestamptz,                   -- somebody is at work on it
  invoice      text unique,
  opened_at    timestamptz not null,
  changed_at   timestamptz not null,
  paid_at      timestamptz,
  check (fund_fen + account_fen + family_fen + self_pay_fen = total_fen),
  check (state in ('opened', 'failed') or num_nulls(fund_fen, account_fen, family_fen, self_pay_fen) = 0),
  check (state not in ('paid', 'refunding', 'refunded') or (invoice is not null and paid_at is not null))
);
-- two clicks, one settlement
create unique index settlement_under_way on settlement (visit)
  where state not in ('paid', 'failed', 'cancelled', 'refunding', 'refunded');
create index settlement_by_subject on settlement (subject);
create index settlement_by_day on settlement (paid_at) where paid_at is not null;
create trigger settlement_state before insert or update on settlement
  for each row execute function state_change_is_allowed();

create sequence invoice_number;

-- The charge of an ordered exam. One performed exam is charged once: see the unique indexes.
create table charge (
  id            uuid primary key,
  hospital      text collate "C" not null,
  visit         text collate "C" not null,
  subject       bigint not null,
  patient       text collate "C" not null,
  order_id      text collate "C" not null,    -- logical id of the ServiceRequest
  item          text collate "C" not null,    -- exam_item.code
  name          text not null,
  name_en       text not null,
  price_fen     bigint not null check (price_fen between 0 and 100000000),
  reduction_fen bigint not null check (reduction_fen between 0 and price_fen),   -- when there is no digital film
  amount_fen    bigint not null,
  study         text collate "C",             -- Study Instance UID, once it was performed
  state         text not null,
  because       text not null,                -- of the last change
  decision      uuid,                         -- the recognition that cancelled it
  settlement    uuid references settlement,
  created_at    timestamptz not null,
  changed_at    timestamptz not null,
  check (amount_fen in (price_fen, price_fen - reduction_fen)),
  check ((state in ('settling', 'paid', 'refunding', 'refunded')) = (settlement is not null)),
  check (state <> 'due' or study is not null),
  check (state not in ('planned', 'cancelled', 'refunding', 'refunded') or study is null)
);
create unique index charge_of_order on charge (order_id) where state <> 'refunded';
create unique index charge_of_study on charge (study) where study is not null;
create index charge_by_visit on charge (visit);
create index charge_by_subject on charge (subject);
create index charge_by_settlement on charge (settlement) where settlement is not null;
create trigger charge_state before insert or update on charge
  for each row execute function state_change_is_allowed();

-- What was settled, as it was then.
create table settlement_line (
  settlement uuid not null references settlement,
  line       integer not null,
  charge     uuid not null references charge,
  item       text not null,
  name       text not null,
  name_en    text not null,
  amount_fen bigint not null check (amount_fen >= 0),
  primary key (settlement, line),
  unique (settlement, charge)
);
create trigger settlement_line_append_only before update or delete on settlement_line
  for each row execute function is_append_only();

-- A request by its Idempotency-Key: given again it has the same answer, with another body none.
create table settle_request (
  hospital   text collate "C" not null,
  key        text collate "C" not null,
  digest     bytea not null,                  -- SHA-256 of visit and body
  settlement uuid not null references settlement,
  primary key (hospital, key)
);

-- What was put to the insurer. A row is there before the call leaves; 'sent' without an outcome is asked about.
create table insurance_call (
  id         text primary key,                -- msgid
  settlement uuid not null references settlement,
  kind       text not null check (kind in ('settle', 'cancel')),
  attempt    integer not null,
  state      text not null check (state in ('sent', 'done', 'refused', 'reversed')),
  at         timestamptz not null,
  unique (settlement, kind, attempt)
);
create unique index insurance_call_under_way on insurance_call (settlement, kind) where state in ('sent', 'done');

-- What the patient pays through a channel.
create table payment (
  no           text primary key,              -- ours at the channel
  settlement   uuid not null unique references settlement,
  channel      text not null,
  amount_fen   bigint not null check (amount_fen > 0),
  state        text not null check (state in ('asked', 'open', 'paid', 'closed')),
  qr           text,
  expires_at   timestamptz not null,
  channel_no   text,
  paid_fen     bigint not null default 0 check (paid_fen in (0, amount_fen)),
  refunded_fen bigint not null default 0 check (refunded_fen between 0 and paid_fen),   -- asked for and done
  paid_at      timestamptz,
  unique (channel, channel_no),
  check ((state = 'paid') = (paid_fen > 0) and (state <> 'paid' or (paid_at is not null and channel_no is not null)))
);
create index payment_by_day on payment (paid_at) where paid_at is not null;

create table refund (
  no      text primary key,
  payment text not null references payment,
  fen     bigint not null check (fen > 0),
  because text not null,
  state   text not null check (state in ('asked', 'done')),
  at      timestamptz not null,
  done_at timestamptz
);
create index refund_by_payment on refund (payment);

-- Never more back than came in, whoever asks for it: payment.refunded_fen has the check.
create function refund_counts() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update payment set refunded_fen = refunded_fen + new.fen where no = new.payment;
  elsif tg_op = 'DELETE' or new.fen <> old.fen or new.payment <> old.payment or (old.state = 'done' and new.state <> 'done') then
    raise exception 'a refund stays what it is';
  end if;
  return new;
end $$;
create trigger refund_counts before insert or update or delete on refund
  for each row execute function refund_counts();

-- What a channel told that does not fit: refused, and kept for people to see.
create table payment_aside (
  id           bigint generated always as identity primary key,
  channel      text not null,
  kind         text not null,
  payment      text not null,                 -- the number it names, which may be none of ours
  channel_no   text not null,
  fen          bigint not null,
  expected_fen bigint,
  reason       text not null,
  at           timestamptz not null,
  times        integer not null default 1,
  unique (channel, kind, payment, channel_no, fen)
);

-- Double-entry books. A positive posting is a debit, a negative one a credit; the postings of an entry sum up to nothing.
create table ledger_account (
  id   text primary key,
  name text not null
);
insert into ledger_account values
  ('insurance:fund',    'owed by the insurance fund'),
  ('insurance:account', 'owed from personal accounts'),
  ('insurance:family',  'owed from family accounts'),
  ('clearing',          'money of settlements that are not at their end'),
  ('revenue',           'exams paid');

create table ledger_entry (
  id         bigint generated always as identity primary key,
  key        text not null unique,            -- one event, one entry
  settlement uuid not null references settlement,
  hospital   text collate "C" not null,
  at         timestamptz not null
);
create index ledger_entry_by_settlement on ledger_entry (settlement);

create table ledger_posting (
  entry   bigint not null references ledger_entry,
  account text not null references ledger_account,
  fen     bigint not null check (fen <> 0),
  primary key (entry, account)
);

create function ledger_entry_balances() returns trigger language plpgsql as $$
declare
  of bigint;
begin
  if tg_table_name = 'ledger_entry' then
    of := new.id;
  else
    of := new.entry;
  end if;
  if (select count(*) < 2 or sum(fen) <> 0 from ledger_posting where entry = of) then
    raise exception 'entry % of the ledger does not balance', of using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger ledger_entry_balances after insert on ledger_entry
  deferrable initially deferred for each row execute function ledger_entry_balances();
create constraint trigger ledger_posting_balances after insert on ledger_posting
  deferrable initially deferred for each row execute function ledger_entry_balances();
create trigger ledger_entry_append_only before update or delete on ledger_entry
  for each row execute function is_append_only();
create trigger ledger_posting_append_only before update or delete on ledger_posting
  for each row execute function is_append_only();
create trigger ledger_entry_no_truncate before truncate on ledger_entry
  for each statement execute function is_append_only();
create trigger ledger_posting_no_truncate before truncate on ledger_posting
  for each statement execute function is_append_only();

-- What an exam that was recognised instead of repeated did not cost.
create table saving (
  decision uuid primary key,
  charge   uuid not null references charge,
  order_id text collate "C" not null,
  hospital text collate "C" not null,
  fen      bigint not null check (fen >= 0),
  at       timestamptz not null,
  void_at  timestamptz                        -- taken back, or performed nevertheless
);
create unique index saving_of_charge on saving (charge) where void_at is null;

-- Studies whose images are all here, and the orders they are based on.
create table arrival (
  study        text collate "C" primary key,
  hospital     text collate "C" not null,
  digital_film boolean not null,
  at           timestamptz not null
);
create table arrival_order (
  study    text collate "C" not null references arrival,
  order_id text collate "C" not null,
  position integer not null,
  primary key (study, order_id)
);
create index arrival_order_by_order on arrival_order (order_id);
