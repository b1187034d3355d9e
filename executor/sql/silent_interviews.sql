-- Interviews that a scan has read and no theme that stands rests on, newest first, and how many there are in all.
select i.title, i.created_at, count(*) over () as total
from interviews i
where i.org_id = (select current_org()) and (
    exists (select from cached_results c where c.org_id = i.org_id and c.interview_id = i.id)
    or exists (select from interview_themes l where l.org_id = i.org_id and l.interview_id = i.id)
) and not exists (
    select from interview_themes l join themes t on t.org_id = l.org_id and t.id = l.theme_id
    where l.org_id = i.org_id and l.interview_id = i.id
      and t.status = 'active' and t.merged_into is null and t.decision is distinct from 'rejected'
) and not exists (
    select from themes t
    where t.org_id = i.org_id and t.evidence -> 'interview_ids' ? cast(i.id as text)
      and t.status = 'active' and t.merged_into is null and t.decision is distinct from 'rejected'
)
order by i.created_at desc, i.id
limit :limit
