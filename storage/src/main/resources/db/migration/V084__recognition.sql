-- The catalogue of imaging exams. Seeded from the program and its configuration at every start; seed is what the seed
-- said last, so that a line that was changed here stays until the seed itself changes.
create table exam_item (
  code                  text collate "C" primary key,
  name                  text not null,
  name_en               text not null,
  modality              text not null,
  body_sites            text[] not null,
  contrast              text not null check (contrast in ('PLAIN', 'ENHANCED', 'ANY')),
  words                 text[] not null,
  price_fen             bigint not null check (price_fen >= 0),
  no_film_reduction_fen bigint not null check (no_film_reduction_fen between 0 and price_fen),
  seed                  text
);

-- Codes of other systems that mean an item.
create table exam_item_coding (
  system text not null,
  code   text not null,
  item   text collate "C" not null references exam_item,
  primary key (system, code)
);

-- For how many days a result may stand in for a new exam, within a scope; both days included.
create table exam_validity (
  item      text collate "C" not null references exam_item,
  scope     text not null,
  from_day  date not null,
  until_day date not null check (until_day >= from_day),
  days      integer not null check (days >= 0),
  seed      text,
  primary key (item, scope, from_day)
);

-- Whose results of an item passed the quality control of a scope (浙江HR), and when.
create table exam_mark (
  hospital  text collate "C" not null,
  item      text collate "C" not null references exam_item,
  scope     text not null,
  from_day  date not null,
  until_day date not null check (until_day >= from_day),
  seed      text,
  primary key (hospital, item, scope, from_day)
);

-- What doctors decided about earlier exams. order_ref is the order as the hospital names it, the id of its
-- ServiceRequest; empty for a citation without an order.
create table recognition_decision (
  id            uuid primary key,
  kind          text not null check (kind in ('recognise', 'decline', 'cite')),
  hospital      text collate "C" not null,       -- whose doctor decided
  clinician     text not null,
  order_ref     text collate "C" not null,
  study         text not null,
  from_hospital text collate "C" not null,       -- where the earlier exam was made
  person_id     uuid references person,          -- at that time; whose it is today, patient_record says by subject
  subject       bigint not null,                 -- key of the hospital's Patient record
  item          text collate "C",
  reason        text,
  note          text,
  specialty     text not null default '',
  visit         text,                            -- id of the Encounter
  via           text not null check (via in ('page', 'card')),
  decided_at    timestamptz not null,
  revoked_at    timestamptz,
  revoked_by    text,
  check ((kind = 'decline') = (reason is not null))
);
-- One live decision for an order and an earlier exam; a citation beside it decides nothing. One exam is spared once.
create unique index recognition_live  on recognition_decision (hospital, order_ref, study)
  where revoked_at is null and kind <> 'cite';
create unique index recognition_cited on recognition_decision (hospital, order_ref, study, clinician)
  where revoked_at is null and kind = 'cite';
create unique index recognition_spared on recognition_decision (hospital, order_ref)
  where revoked_at is null and kind = 'recognise';
create index recognition_by_subject on recognition_decision (subject, decided_at);
create index recognition_by_time    on recognition_decision (decided_at);

-- Each opening of a report or film by a doctor who may decide about it, counted apart from the decisions.
create table recognition_opening (
  id            bigint generated always as identity primary key,
  opened_at     timestamptz not null,
  hospital      text collate "C" not null,
  clinician     text not null,
  from_hospital text collate "C" not null,
  object        text not null,                   -- DiagnosticReport/id
  item          text collate "C",
  specialty     text not null default ''
);
create index recognition_opening_by_time on recognition_opening (opened_at);

-- CDS Hooks cards that were shown, so that feedback about them can be understood. Kept for ninety days.
create table cds_card (
  uuid          uuid primary key,
  suggestion    uuid not null,
  service       text not null,
  shown_at      timestamptz not null,
  hospital      text collate "C" not null,
  clinician     text not null,
  patient       text collate "C" not null,       -- id of the hospital's Patient record
  visit         text,
  order_ref     text collate "C" not null,
  study         text not null
);
create index cds_card_by_time on cds_card (shown_at);

create table cds_feedback (
  id         bigint generated always as identity primary key,
  card       uuid not null references cds_card on delete cascade,
  outcome    text not null check (outcome in ('accepted', 'overridden')),
  suggestion uuid,
  reason     text,
  comment    text,
  outcome_at timestamptz not null,
  told_at    timestamptz not null
);
create index cds_feedback_by_card on cds_feedback (card);

-- Which authentication JWTs of CDS clients were used, until they expire: hashes of (iss, jti).
create table cds_token (
  digest     bytea primary key,
  expires_at timestamptz not null
);
create index cds_token_by_expiry on cds_token (expires_at);
