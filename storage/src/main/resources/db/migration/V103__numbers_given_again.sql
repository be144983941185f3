-- A hospital may give one of its numbers to another human. The number's identity so far stays with its person, films and
-- records; the new human gets one of his own.
--
-- former: null while the number is this patient's; its own id once the hospital has given the number to somebody else. So
-- a number is one patient's at a time, and was any number of patients' before.
alter table identity
  add column former bigint,
  add check (former = id),
  drop constraint identity_hospital_system_value_key,
  add constraint identity_one_holder unique nulls not distinct (hospital, system, value, former);

-- The films of each of them are apart, too. Films without a patient ID have no identity.
alter table patient
  drop constraint patient_hospital_patient_id_issuer_key,
  add constraint patient_by_number unique nulls not distinct (hospital, patient_id, issuer, identity);
