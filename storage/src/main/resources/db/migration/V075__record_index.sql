-- What the index rows of all records were made by (IndexVersion), in one row; another version of the software may read
-- other values out of the same contents. What is here before the first version is noted, was made by an unknown one.
-- While rows are made anew, next_version says by what, and done_to the last record that has its new rows.
create table record_index (
  one          boolean primary key default true check (one),
  version      text collate "C" not null,
  next_version text collate "C",
  done_to      bigint not null default 0
);
insert into record_index (version) values ('unknown');
