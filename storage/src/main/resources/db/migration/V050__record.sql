-- FHIR R4 resources and their search index. Keys of 64 bits are Key64: of (type, id) for records and references, of
-- codes and systems for tokens. param is SearchParameter.number. subject is the key of the Patient in whose compartment
-- a record is (a Patient is in its own), 0 when there is none or more than one: never null, so that an index row can be
-- found from its record by (subject, rid). Index rows hold current versions only; a changed record's old rows are found
-- by their own values, computed from the old content, so no table needs an index on rid.
create sequence record_rid increment by 512;   -- processes take numbers in blocks

create table record (
  rid        bigint primary key,
  self       bigint not null,                  -- key of (type, id)
  type       smallint not null,                -- ResourceType.number
  id         text collate "C" not null,
  version    integer not null,
  updated_at timestamptz not null,
  hospital   text collate "C" not null,        -- who wrote it
  subject    bigint not null,
  deleted    boolean not null default false,
  present    bytea,                            -- bit set: which search parameters of the type have a value (:missing)
  cuts       bytea,                            -- AttachmentCuts; null for nearly all
  content    bytea                             -- JSON; null when deleted
) with (fillfactor = 90, toast_tuple_target = 4080);   -- compressing what is under 4 KB costs more than it saves
create unique index record_self     on record (self);
create index record_by_subject      on record (subject, type, rid) where not deleted;
create index record_by_hospital     on record (type, hospital, rid) where not deleted;
create index record_by_time         on record (type, hospital, updated_at);

-- Versions that are no longer current.
create table record_version (
  rid        bigint not null references record,
  version    integer not null,
  type       smallint not null,
  updated_at timestamptz not null,
  hospital   text collate "C" not null,
  subject    bigint not null,
  deleted    boolean not null,
  cuts       bytea,
  content    bytea,
  primary key (rid, version)
);
create index record_version_by_time on record_version (type, hospital, updated_at);

-- Codes, identifiers, booleans; one row for each coding. system is 0 when there is none.
create table record_token (
  param   integer not null,
  code    bigint not null,
  system  bigint not null,
  subject bigint not null,
  rid     bigint not null
);
create index record_token_by_code on record_token (param, code, subject, rid) include (system);

-- References that are not the subject; target is the key of (type, id) of a record here or to come, or of the whole text.
create table record_reference (
  param   integer not null,
  target  bigint not null,
  subject bigint not null,
  rid     bigint not null
);
create index record_reference_by_target on record_reference (param, target, rid);

-- Names, addresses, display texts: value is case- and accent-folded and at most 200 characters long; exact is the
-- writing it came in when that differs. URIs lie here too, unfolded.
create table record_string (
  param   integer not null,
  value   text collate "C" not null,
  exact   text collate "C",
  subject bigint not null,
  rid     bigint not null
);
create index record_string_by_value on record_string (param, value, rid);

-- Dates and periods as half-open intervals [lo, hi); open ends are -infinity and infinity.
create table record_date (
  param   integer not null,
  lo      timestamptz not null,
  hi      timestamptz not null,
  subject bigint not null,
  rid     bigint not null
);
create index record_date_by_subject on record_date (param, subject, rid) include (lo, hi);
create index record_date_by_time    on record_date (param, lo, hi, rid);

-- Numbers and quantities, or the ranges they may be in, both ends included; unit and system are keys, 0 when there is
-- none. code is for composite parameters: the key of the code beside the value.
create table record_quantity (
  param   integer not null,
  lo      double precision not null,
  hi      double precision not null,
  unit    bigint not null default 0,
  system  bigint not null default 0,
  code    bigint not null default 0,
  subject bigint not null,
  rid     bigint not null
);
create index record_quantity_by_value on record_quantity (param, code, subject, lo, hi, rid);

-- Which person a Patient record is; see storage.person.
create table patient_record (
  subject   bigint primary key,
  rid       bigint not null unique references record,
  hospital  text collate "C" not null,
  person_id uuid references person
);
create index patient_record_by_person on patient_record (person_id) where person_id is not null;
