-- Resident ID of the guardian who shares a ward's films; null for whoever shares their own. A guardian's links end with
-- the guardianship.
alter table share add guardian text;
