-- Which version of a study its records (ImagingStudy, DocumentReference) say; -1 before the first. In no index, so that
-- the counters of a study that is being received are changed in place.
alter table study add recorded bigint not null default -1;
