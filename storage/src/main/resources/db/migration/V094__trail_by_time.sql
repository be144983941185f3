-- The trail is read newest first. By number it is there already; by time, and what was refused or failed among all
-- that was granted, it takes an index not to read all of it.
create index audit_entry_at on audit_entry (at, seq);
create index audit_entry_denied on audit_entry (seq) where outcome not in ('granted', 'done');
