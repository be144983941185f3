-- What persons are asked and told.

-- Records that the platform itself writes go by the hospital id that nobody else may have.
update record         set hospital = 'platform' where type = 7 and hospital = 'cloudfilm';
update record_version set hospital = 'platform' where type = 7 and hospital = 'cloudfilm';

-- Words are made by the pages from kind (NoticeKind) and params.
create table notice (
  id        bigint generated always as identity primary key,
  person_id uuid not null references person,
  kind      text not null,
  at        timestamptz not null,
  params    jsonb not null,
  read_at   timestamptz
);
create index notice_by_person on notice (person_id, id);
create index notice_unread    on notice (person_id) where read_at is null;

-- What tokens said of their bearers: the trail itself holds ids only.
create table actor (
  id       text collate "C" primary key,
  role     text not null,
  hospital text collate "C",
  name     text not null,
  seen_at  timestamptz not null
);

-- A doctor of a hospital asks a person for consent. Who waits for an answer is found again, not asked twice.
create table access_request (
  id             bigint generated always as identity primary key,
  person_id      uuid not null references person,
  hospital       text collate "C" not null,
  patient        text collate "C" not null,          -- logical id of the hospital's Patient
  clinician      text not null,
  clinician_name text not null,
  message        text not null default '',
  asked_at       timestamptz not null,
  expires_at     timestamptz not null,
  state          text not null check (state in ('asked', 'confirmed', 'declined', 'expired')),
  answered_at    timestamptz,
  answered_by    text,
  consent        uuid references consent_grant
);
create unique index access_request_waiting on access_request (person_id, hospital) where state = 'asked';
create index access_request_by_person on access_request (person_id, id);

alter table break_glass add clinician_name text not null default '';
