-- A person is a human across hospitals. Strong identifiers are unique, so that two concurrent first messages about
-- one person make one person: the constraint decides, not a lock in memory.
create table person (
  id         uuid primary key default gen_random_uuid(),
  created_at timestamptz not null default now()
);

create table person_identifier (
  system    text not null,
  value     text not null,
  person_id uuid not null references person,
  primary key (system, value)
);
create index person_identifier_person on person_identifier (person_id);

-- Names in normalised form, as far as a strong identifier vouched for them.
create table person_name (
  person_id uuid not null references person,
  name_key  text not null,
  primary key (person_id, name_key)
);
