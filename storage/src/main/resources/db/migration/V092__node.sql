-- Processes that hold segments, and where others of the deployment reach them. pack.node names them.
create table film_node (
  name       text primary key,
  address    text not null,           -- http(s)://host:port
  started_at timestamptz not null
);

-- What they sign requests to each other with: whoever reads this table may read the films anyway.
create table node_secret (
  only_one boolean primary key default true check (only_one),
  secret   bytea not null
);
