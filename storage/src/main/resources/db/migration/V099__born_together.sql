-- Whom one hospital knows of those born on a day with one family name: the hospital is looked at in the index, but is no
-- key behind the range of names, which PostgreSQL would rather skip through (its estimate for that is far too high) than
-- read. Another index, which reads every bearer of the family name, then seemed as cheap.
drop index identity_name_by_birth;
create index identity_name_by_birth on identity_name (birth_date, name_key) include (hospital, identity)
  where birth_date is not null;
