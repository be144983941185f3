-- Patients of whose name some word is much like the given one. A function, because only a function can carry its own
-- threshold and still use the trigram index: the default of 0.6 misses zang for zhang.
create function patients_named_like(word text) returns setof bigint
  language sql stable parallel safe
  set pg_trgm.word_similarity_threshold = 0.4
as $$ select id from patient where word <% name_key $$;
