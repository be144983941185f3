-- Whether the id was given by whoever sent the record. Of older rows only the id's form tells: what looks like ours is
-- taken for made here.
alter table record add column given_id boolean not null default false;
