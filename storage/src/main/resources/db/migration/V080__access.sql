-- Visits: one row for each Encounter, written in the Encounter's own transaction. A visit is open while its patient is
-- there (status arrived, triaged, in-progress, onleave). Whose visit it is, patient_record says at query time, so that
-- merges of persons need nothing here.
create table visit (
  self       bigint primary key,           -- key of the Encounter
  id         text collate "C" not null,    -- of the Encounter
  hospital   text collate "C" not null,
  subject    bigint not null,              -- key of the Patient
  class      text collate "C" not null default '',   -- such as AMB, IMP, EMER
  open       boolean not null,
  started_at timestamptz,
  ended_at   timestamptz                   -- of a visit that took place; null while open, or when it never did
);
create index visit_by_subject on visit (subject, hospital);
create index visit_open       on visit (hospital, subject) where open;

-- Sensitive labels, a bit set: SensitiveLabel.bit. A study has those of its orders.
alter table record         add labels integer not null default 0;
alter table record_version add labels integer not null default 0;
alter table study          add labels integer not null default 0;

-- What was stored before labels were read counts as bearing all of them, where it might bear one, until
-- reindex-records has looked.
update record set labels = 2147483647 where position('"security"'::bytea in content) > 0;
update record_version set labels = 2147483647 where position('"security"'::bytea in content) > 0;

-- The person somebody is today, after all merges.
create function standing_person(one uuid) returns uuid language sql stable parallel safe as $$
  with recursive up as (
    select id, merged_into from person where id = one
    union all
    select p.id, p.merged_into from person p join up on p.id = up.merged_into)
  select id from up where merged_into is null
$$;

-- The person and all who have been merged into it: under any of them something may have been written down.
create index person_by_survivor on person (merged_into) where merged_into is not null;
create function persons_behind(one uuid) returns setof uuid language sql stable parallel safe as $$
  with recursive down as (
    select one as id
    union all
    select p.id from person p join down on p.merged_into = down.id)
  select id from down
$$;

-- Consents that count: who may read a person's films and records of other hospitals, or (deny) may not.
create table consent_grant (
  id             uuid primary key default gen_random_uuid(),
  person_id      uuid not null references person,
  hospital       text collate "C",             -- whose clinicians; null in a denial: nobody's
  purpose        text collate "C" not null default 'TREAT',
  deny           boolean not null default false,
  labels         integer not null default 0,   -- sensitive labels that the consent names
  starts         timestamptz not null,
  ends           timestamptz not null,
  withdrawn_at   timestamptz,
  consent_record text collate "C",             -- id of the FHIR Consent
  check (ends > starts),
  check (deny or hospital is not null)
);
create index consent_grant_by_person   on consent_grant (person_id);
create index consent_grant_by_hospital on consent_grant (hospital, person_id) where withdrawn_at is null and not deny;

-- The glass is broken by one clinician, for one person, for four hours at most; every time is reviewed.
create table break_glass (
  id          uuid primary key default gen_random_uuid(),
  clinician   text not null,
  hospital    text collate "C" not null,
  person_id   uuid not null references person,
  reason      text not null,
  at          timestamptz not null,
  until       timestamptz not null,
  state       text not null default 'open' check (state in ('open', 'justified', 'unjustified')),
  reviewed_by text,
  reviewed_at timestamptz,
  remark      text,
  check (until > at and until <= at + interval '4 hours')
);
create index break_glass_by_clinician on break_glass (clinician, hospital, until);
create index break_glass_by_person    on break_glass (person_id);
create index break_glass_open         on break_glass (at) where state = 'open';

-- Grows with every change by which somebody may read less. Each process has a lease here under which it may trust
-- decisions it made; one that has acknowledged a number trusts none made before. See storage.consent.Freshness.
create table access_generation (
  only_row boolean primary key default true check (only_row),
  number   bigint not null
);
insert into access_generation (number) values (1);
create table access_node (
  node         uuid primary key,
  acknowledged bigint not null,
  lease_until  timestamptz not null
);
