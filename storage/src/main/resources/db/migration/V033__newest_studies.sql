-- Searches list the newest studies first, those without a date last: the order of FilmSearch, so that the first page
-- of a large hospital is read off an index.
create index study_newest on study (hospital, study_date desc nulls last, study_time desc nulls last, id);
