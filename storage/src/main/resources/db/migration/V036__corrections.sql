-- When the corrected instance was received that these columns are taken from; null while they are as first received.
alter table patient add corrected_at timestamptz;
alter table study   add corrected_at timestamptz;
alter table series  add corrected_at timestamptz;
