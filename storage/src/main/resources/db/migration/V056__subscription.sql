-- Subscriptions that may be told of new versions: what the processes that write records keep in memory. The terms are in
-- the record itself.
create table subscription (
  self     bigint primary key,             -- of the Subscription record
  id       text collate "C" not null,
  hospital text collate "C" not null,
  criteria text not null,
  ends_at  timestamptz not null,
  version  integer not null                -- of the record that was approved
);

-- Another number with every change of the table above, never one that was there before: processes compare it with what
-- they know.
create sequence subscription_change;
create table subscription_state (number bigint not null);   -- one row
insert into subscription_state (number) values (nextval('subscription_change'));
