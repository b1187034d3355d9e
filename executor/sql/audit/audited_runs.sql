-- The newest runs that the audit knows of, with what their calls came to.
select
    t.run_id, min(t.job) as job, min(t.actor) as actor, min(t.called_at) as began_at, count(*) as calls,
    bool_or(t.dry_run) as dry_run,
    sum(t.writes) filter (where t.outcome = 'succeeded' and not t.dry_run) as writes,
    count(*) filter (where t.outcome = 'refused') as refused,
    count(*) filter (where t.outcome = 'failed') as failed
from tool_calls t
where t.org_id = (select current_org())
group by t.run_id
order by min(t.seq) desc
limit :most
