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
