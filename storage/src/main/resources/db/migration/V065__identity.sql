-- An identity is what one hospital says of a patient under one of its numbers. Every identity belongs to a person;
-- where nothing strong vouches for it, to one of its own, until a reviewer merges the two. patient (films) and
-- patient_record (FHIR) repeat the person of their identity, because access decisions read it with every request.
create table identity (
  id             bigint generated always as identity primary key,
  person_id      uuid not null references person,
  hospital       text collate "C" not null,
  system         text collate "C" not null,
  value          text collate "C" not null,
  birth_date     date,
  sex            text not null default '',           -- M, F or empty
  phone          text not null default '',           -- digits
  multiple_birth boolean not null default false,
  linked_by      text not null check (linked_by in ('alone', 'local', 'strong', 'review')),
  seen_at        timestamptz not null,
  unique (hospital, system, value)
);
create index identity_by_person on identity (person_id);
create index identity_by_phone  on identity (phone) where phone <> '';

-- birth_date and hospital are repeated so that name, date and hospital are one probe, also for names that thousands bear.
create table identity_name (
  identity   bigint not null references identity on delete cascade,
  name_key   text collate "C" not null,
  birth_date date,
  hospital   text collate "C" not null,
  primary key (identity, name_key)
);
create index identity_name_by_name  on identity_name (name_key, birth_date, hospital);
create index identity_name_by_birth on identity_name (birth_date, name_key, hospital) where birth_date is not null;

alter table patient        add identity bigint references identity;
alter table patient_record add identity bigint references identity;
create index patient_by_identity        on patient (identity) where identity is not null;
create index patient_record_by_identity on patient_record (identity) where identity is not null;

alter table person add merged_into uuid references person;

-- Pairs of persons that may be one, for a human to decide. first < second.
create table person_candidate (
  id         bigint generated always as identity primary key,
  first      uuid not null references person,
  second     uuid not null references person,
  score      integer not null,
  reasons    text[] not null,                        -- MatchReason
  state      text not null default 'open' check (state in ('open', 'merged', 'separate')),
  found_at   timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  remark     text,
  unique (first, second),
  check (first < second)
);
create index person_candidate_open   on person_candidate (score desc, id) where state = 'open';
create index person_candidate_second on person_candidate (second);

-- Every merge can be undone: it names the identities, numbers and names that changed hands.
create table person_merge (
  id          bigint generated always as identity primary key,
  at          timestamptz not null,
  actor       text not null,
  survivor    uuid not null references person,
  merged      uuid not null references person,
  reason      text not null,
  identities  bigint[] not null,                     -- of the merged
  kept        bigint[] not null,                     -- of the survivor, at that time
  identifiers text[] not null,                       -- system, value, system, value …
  undone_at   timestamptz,
  undone_by   text,
  undo_reason text
);
create index person_merge_by_survivor on person_merge (survivor) where undone_at is null;
create unique index person_merge_once on person_merge (merged) where undone_at is null;

-- What was linked before there were identities.
with fresh as (
  select id, gen_random_uuid() as person from patient where person_id is null and patient_id <> ''),
made as (
  insert into person (id) select person from fresh)
update patient set person_id = fresh.person from fresh where fresh.id = patient.id;

insert into identity (person_id, hospital, system, value, birth_date, sex, linked_by, seen_at)
select person_id, hospital,
       'urn:cloudfilm:hospital:' || hospital || ':patient' || case issuer when '' then '' else ':' || issuer end,
       patient_id, birth_date, case when sex in ('M', 'F') then sex else '' end, 'local', now()
from patient where patient_id <> '';

update patient set identity = i.id
from identity i
where i.hospital = patient.hospital and i.value = patient_id
  and i.system = 'urn:cloudfilm:hospital:' || patient.hospital || ':patient'
                 || case issuer when '' then '' else ':' || issuer end;

insert into identity_name (identity, name_key, birth_date, hospital)
select distinct identity, case when key ~ '[\u3400-\u9fff\U00020000-\U0003ffff]' then replace(key, ' ', '') else key end, birth_date, hospital
from patient, unnest(string_to_array(trim(name_key, E'\n'), E'\n')) as key
where identity is not null and key <> '';

insert into identity_name (identity, name_key, birth_date, hospital)
select distinct i.id, n.name_key, i.birth_date, i.hospital from person_name n join identity i on i.person_id = n.person_id
on conflict do nothing;
drop table person_name;
