select id, report from job_runs
where org_id = (select current_org()) and exists (
    select from unnest(cast(:texts as text[])) t where position(to_jsonb(t)::text in report::text) > 0)
