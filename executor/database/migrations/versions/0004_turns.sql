-- Who says what stretch of the transcript, and when, as the file told: a list of [speaker, role, start, end, seconds].
-- Null for interviews that were stored without structure; those are read by the conventions of their text.
alter table interviews add column turns jsonb check (jsonb_typeof(turns) = 'array');
