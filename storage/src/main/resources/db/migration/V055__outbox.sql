-- Events to be delivered at least once, in order for each key.
create table outbox (
  seq        bigint generated always as identity primary key,
  kind       text not null,
  key        text collate "C" not null,
  payload    text not null,
  created_at timestamptz not null default now(),
  due_at     timestamptz not null default now(),
  tries      integer not null default 0,
  trouble    text,                              -- why the last try failed, without patient data
  set_aside  boolean not null default false     -- a human must look at it
);
create index outbox_due on outbox (kind, key, seq) where not set_aside;
