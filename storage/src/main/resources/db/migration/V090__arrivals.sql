-- Studies are announced once they have been quiet for a while. Neither column is in an index, so that the rows of a
-- study that is being received are changed in place.
alter table study add arriving  boolean not null default false;  -- an announcement waits in the outbox
alter table study add announced timestamptz;                     -- updated_at as it was last announced
update study set announced = updated_at;
