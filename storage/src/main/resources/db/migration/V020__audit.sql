-- The trail of decisions and accesses. Every row's hash covers its content and the hash of the row before, and the
-- head names the last row, so that a changed, removed or reordered row shows.
create table audit_entry (
  seq       bigint primary key,
  at        timestamptz not null,
  actor     text not null,
  on_behalf text,
  action    text not null,
  object    text,
  purpose   text,
  outcome   text not null,
  reason    text,
  hash      bytea not null
);
create index audit_entry_object on audit_entry (object, seq) where object is not null;
create index audit_entry_actor on audit_entry (actor, seq);

create table audit_head (
  only_row boolean primary key default true check (only_row),
  seq      bigint not null,
  hash     bytea not null
);
insert into audit_head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only';
end $$;

create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function audit_is_append_only();
create trigger audit_entry_no_truncate before truncate on audit_entry
  for each statement execute function audit_is_append_only();
