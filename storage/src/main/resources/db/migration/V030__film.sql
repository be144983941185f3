-- The catalogue of the film archive. It answers searches and says where the bytes lie; all of it can be rebuilt from
-- the packs, so it holds nothing that a pack does not say (person links are made anew by storage.person).
--
-- *_key columns hold names as PersonName.searchKeys gives them, each writing on a line of its own, enclosed by line
-- feeds, writings of more than one word also without spaces: E'\nzhang san\nzhangsan\n张 三\n张三\n'. Normalise the
-- query with PersonName.searchKey; line feeds around a pattern anchor it to one writing.
--
-- *attributes columns hold one DICOM JSON object (PS3.18 annex F) as text: what a search answers for that level.
create extension if not exists pg_trgm;

create table patient (
  id               bigint generated always as identity primary key,
  hospital         text not null,
  patient_id       text not null,               -- (0010,0020), empty when the sender gave none
  issuer           text not null default '',    -- (0010,0021)
  person_id        uuid references person,
  name_alphabetic  text not null default '',
  name_ideographic text not null default '',
  name_phonetic    text not null default '',
  name_key         text not null default '',
  birth_date       date,
  sex              text not null default '',
  unique (hospital, patient_id, issuer)
);
create index patient_by_id       on patient (patient_id text_pattern_ops);
create index patient_by_person   on patient (person_id) where person_id is not null;
create index patient_by_name     on patient using gin (name_key gin_trgm_ops);
create index patient_by_birth    on patient (birth_date);

create table study (
  id                        bigint generated always as identity primary key,
  uid                       text not null unique,
  hospital                  text not null,
  patient                   bigint not null references patient,
  study_date                date,
  study_time                time,
  accession_number          text not null default '',
  accession_issuer          text not null default '',
  study_id                  text not null default '',
  description               text not null default '',
  referring_physician       text not null default '',
  referring_physician_key   text not null default '',
  modalities                text[] not null default '{}',
  n_series                  integer not null default 0,
  n_instances               integer not null default 0,   -- newest versions only
  attributes                text not null,                -- patient and study level
  received_at               timestamptz not null,         -- first instance
  updated_at                timestamptz not null,         -- last instance
  version                   bigint not null default 0     -- grows with every change of anything in the study
) with (fillfactor = 70);
create index study_by_patient     on study (patient);
create index study_by_hospital    on study (hospital, study_date desc);
create index study_by_date        on study (study_date, study_time);
create index study_by_accession   on study (accession_number text_pattern_ops) where accession_number <> '';
create index study_by_study_id    on study (study_id text_pattern_ops) where study_id <> '';
create index study_by_description on study using gin (description gin_trgm_ops);
create index study_by_referrer    on study using gin (referring_physician_key gin_trgm_ops);
create index study_by_modality    on study using gin (modalities);

create table series (
  id               bigint generated always as identity primary key,
  study            bigint not null references study on delete cascade,
  uid              text not null unique,
  modality         text not null default '',
  number           integer,
  description      text not null default '',
  body_part        text not null default '',
  laterality       text not null default '',
  performed_date   date,                                   -- Performed Procedure Step Start (0040,0244)
  performed_time   time,                                   -- (0040,0245)
  station          text not null default '',               -- (0008,1010)
  manufacturer     text not null default '',
  protocol         text not null default '',
  n_instances      integer not null default 0,
  attributes       text not null
) with (fillfactor = 70);
create index series_by_study       on series (study);
create index series_by_modality    on series (modality);
create index series_by_performed   on series (performed_date, performed_time);
create index series_by_description on series using gin (description gin_trgm_ops);

-- Request Attributes Sequence (0040,0275), one row per item.
create table request_attributes (
  series                 bigint not null references series on delete cascade,
  item                   integer not null,
  accession_number       text not null default '',
  accession_issuer       text not null default '',
  requested_procedure_id text not null default '',
  scheduled_step_id      text not null default '',
  study_uid              text not null default '',
  primary key (series, item)
);
create index request_by_accession on request_attributes (accession_number text_pattern_ops) where accession_number <> '';
create index request_by_procedure on request_attributes (requested_procedure_id text_pattern_ops);
create index request_by_step      on request_attributes (scheduled_step_id text_pattern_ops);

-- One append-only file of instances of one study: an open segment, later a pack in the object store.
create table pack (
  id            uuid primary key,
  study         bigint not null references study,
  node          text not null,                 -- which process holds it while it is not in the object store
  state         text not null check (state in ('open', 'sealed', 'stored')),
  boundary      text not null,                 -- of its multipart/related body
  object_key    text,                          -- when stored
  size          bigint not null default 0,     -- bytes, once sealed
  body_start    bigint not null,               -- where the multipart body begins
  body_end      bigint not null default 0,     -- where it ends, once sealed
  metadata_base bigint not null default 0,     -- what instance.meta_offset counts from, once sealed
  records       integer not null default 0,    -- once sealed, superseded versions included
  created_at    timestamptz not null,
  sealed_at     timestamptz,
  stored_at     timestamptz
);
create index pack_by_study on pack (study);
create index pack_waiting  on pack (node, state) where state <> 'stored';

create table instance (
  id              bigint generated always as identity primary key,
  study           bigint not null references study,
  series          bigint not null references series,
  uid             text not null,
  version         integer not null default 1,
  superseded      boolean not null default false,
  sop_class       text not null,
  number          integer,
  rows            integer,
  columns         integer,
  bits            integer,                     -- Bits Allocated
  n_frames        integer not null,            -- as found in the data, 0 without pixel data
  transfer_syntax text not null,
  pack            uuid not null references pack,
  position        bigint not null,             -- of the Part 10 entry in the pack
  length          bigint not null,             -- of the Part 10 entry
  meta_offset     bigint not null,             -- of the deflated DICOM JSON, from pack.metadata_base
  meta_length     integer not null,            -- of its deflated form
  meta_plain      integer not null,            -- of its plain form
  meta_crc        integer not null,            -- CRC-32 of its plain form
  digest          bytea not null,              -- XXH3 (128 bits) of the data set as sent
  frames          bytea not null,              -- FrameTable.encode
  received_at     timestamptz not null,
  attributes      text not null
);
-- One current version per UID: the constraint that decides between two who send the same instance at once.
create unique index instance_current on instance (uid) where not superseded;
create index instance_superseded     on instance (uid) where superseded;
create index instance_by_study       on instance (study);
create index instance_by_series      on instance (series, number);
create unique index instance_by_pack on instance (pack, position);
create index instance_by_class       on instance (sop_class, series);
