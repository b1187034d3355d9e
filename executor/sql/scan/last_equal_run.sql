-- The newest run of a job that was no rehearsal and is not the one that asks, if it finished, depended on these
-- very inputs, and nobody but itself has since written what such a run reads. "Since" counts from its beginning,
-- in the order of the chain: writers of an organisation stand in line, so all that a run may have missed is later.
with newest as (
    select id, status, inputs_hash from job_runs
    where org_id = (select current_org()) and job = :job and not dry_run
      and id is distinct from cast(:asking as uuid)
    order by started_at desc, id limit 1
),
begun as (
    select coalesce(min(t.seq), 0) as seq from newest n join tool_calls t on t.run_id = n.id
    where t.org_id = (select current_org()) and t.tool = 'runs.start_run'
)
select n.id from newest n
where n.status = 'finished' and n.inputs_hash = :inputs_hash
  and not exists (
    select from tool_calls t join row_changes c on c.org_id = t.org_id and c.call_id = t.id
    where t.org_id = (select current_org()) and t.seq > (select seq from begun)
      and t.run_id <> n.id and c.table_name <> all (:not_read)
  )
