-- A pack none of whose instances is expected in it: the same bytes lie in another pack, because they were sent again
-- after it had been lost or damaged, or because small packs of a study were put into one. It goes once that one is safe.
-- A pack that others are being put into is one, too, until its instances are moved to it.
alter table pack drop constraint pack_state_check;
alter table pack add constraint pack_state_check check (state in ('open', 'sealed', 'stored', 'replaced'));
alter table pack add replaced_at timestamptz;
create index pack_replaced on pack (replaced_at) where state = 'replaced';
create index pack_stored   on pack (stored_at) where state = 'stored';
