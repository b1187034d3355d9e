-- What a run's outcome depended on, by hash; null where it could not use all of it, or its job does not say.
-- Where it is the same again, and nobody has written since, another run would do nothing.
alter table job_runs add column inputs_hash text;
