-- The runs that wrote, after the reverted run, to rows that were left, or to rows that hang on these; newest first.
with rest as materialized (
    select row_id as id from unnest(cast(:ids as uuid[])) row_id
),
concerned as materialized (
    select id from rest
    union select l.id from interview_themes l join rest on rest.id in (l.theme_id, l.quote_id, l.interview_id)
    where l.org_id = (select current_org())
    union select a.id from theme_aliases a join rest on rest.id = a.theme_id
    where a.org_id = (select current_org())
    union select q.id from interview_quotes q join rest on rest.id = q.interview_id
    where q.org_id = (select current_org())
)
select t.run_id as id, max(t.job) as job, max(t.actor) as actor
from concerned c
join row_changes r on r.org_id = (select current_org()) and r.row_id = c.id and r.operation <> 'erase'
join tool_calls t on t.org_id = r.org_id and t.id = r.call_id
where t.run_id <> :run and t.tool <> 'interviews.erase_interview'
  and r.id > (select max(last_id) from run_changes(:run))
group by t.run_id
order by max(r.id) desc
