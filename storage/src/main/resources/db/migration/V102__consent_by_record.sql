-- A Consent that a hospital writes again ends what it denied before.
create index consent_grant_by_record on consent_grant (consent_record) where consent_record is not null;
