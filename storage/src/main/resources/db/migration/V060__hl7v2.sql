-- HL7 v2 messages taken, so that one sent again is answered again and applied once.
create table hl7_message (
  hospital    text not null,
  sender      text not null,          -- MSH-3 and MSH-4 as sent
  control_id  text not null,          -- MSH-10
  digest      bytea not null,         -- SHA-256 of the message as received
  answer      bytea not null,         -- as written to the connection, framed; may be empty
  dead_letter bigint,                 -- where the message lies if it could not be used
  taken_at    timestamptz not null,
  primary key (hospital, sender, control_id)
);
create index hl7_message_by_time on hl7_message (taken_at);

-- Messages that could not be used, byte for byte, until somebody mends or sets them aside.
create table hl7_dead_letter (
  id          bigint generated always as identity primary key,
  hospital    text not null default '',  -- empty where no sender could be read
  sender      text not null default '',
  control_id  text not null default '',
  type        text not null default '',  -- MSH-9.1 ^ MSH-9.2
  address     text not null,             -- the network address it came from
  digest      bytea not null,            -- SHA-256 of received
  received    bytea not null,
  charset     text not null,             -- in which received was or would be read
  mended      text,                      -- what is used instead of received, if not null
  reason      text not null,             -- why it could not be used, last time it was tried; no patient data
  status      text not null default 'open' check (status in ('open', 'replayed', 'set-aside')),
  times       integer not null default 1,-- how often the same bytes came
  received_at timestamptz not null,
  changed_at  timestamptz not null
);
-- The same bytes sent over and over are one letter.
create unique index hl7_dead_letter_same on hl7_dead_letter (hospital, digest) where status = 'open';
create index hl7_dead_letter_by_status on hl7_dead_letter (status, id desc);
