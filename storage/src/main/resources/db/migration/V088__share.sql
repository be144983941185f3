-- What patients share by links (SMART Health Links 1.0). Nothing here opens a link or reads what it names: the secret of
-- the link's URL is kept as its digest only, the key of its files is sealed under a key made of that secret, and the
-- passcode's hash is salted with it.
create table share (
  id            uuid primary key,
  locator       bytea not null unique,          -- SHA-256 of the URL's secret
  sealed_key    bytea not null,                 -- AES-256-GCM: nonce, then the link's key and the tag
  passcode      text not null,                  -- PBKDF2: scheme, rounds, salt, hash
  person_id     uuid not null references person,  -- whose films
  sharer        uuid not null references person,  -- who shares: the same, or a guardian
  made_by       text not null,                  -- actor
  label         text not null default '',
  images        boolean not null,
  report        boolean not null,
  made_at       timestamptz not null,
  expires_at    timestamptz not null,
  openings      integer not null check (openings > 0),
  openings_left integer not null check (openings_left between 0 and openings),
  attempts      integer not null check (attempts > 0),       -- wrong passcodes it bears in its life
  failures      integer not null default 0,
  checking      integer not null default 0 check (checking >= 0),   -- passcodes being looked at this moment
  revoked_at    timestamptz,
  check (failures + checking between 0 and attempts)
);
create index share_by_person on share (person_id, made_at desc);
create index share_by_sharer on share (sharer, made_at desc);

create table share_study (
  share uuid not null references share,
  study text not null,
  primary key (share, study)
);

-- Each use of a link with the recipient as the other side calls itself.
create table share_opening (
  id        bigint generated always as identity primary key,
  share     uuid not null references share,
  at        timestamptz not null,
  recipient text not null,
  outcome   text not null check (outcome in ('opened', 'wrong-passcode'))
);
create index share_opening_by_share on share_opening (share, id);

-- Access tokens given out with an opening, by their SHA-256; none outlives its link, an hour, or the link's end.
create table share_token (
  digest     bytea primary key,
  share      uuid not null references share,
  expires_at timestamptz not null
);
create index share_token_by_end on share_token (expires_at);

-- Addresses of files of a manifest, by the SHA-256 of the secret in them; each is good for one look.
create table share_file (
  digest     bytea primary key,
  share      uuid not null references share,
  kind       text not null check (kind in ('records', 'access')),
  expires_at timestamptz not null
);
create index share_file_by_end on share_file (expires_at);
