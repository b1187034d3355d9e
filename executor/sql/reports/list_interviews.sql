-- All interviews, newest first, how many themes rest on each, of those that are shown, and whether a scan read it.
-- What was read is kept; a theme may rest on an interview of which nothing could be kept.
with shown as (
    select t.org_id, t.id from themes t
    where t.org_id = (select current_org()) and t.status = 'active' and t.merged_into is null
      and t.decision is distinct from 'rejected'
), resting as (
    select s.interview_id, s.theme_id from shown t
    join (@themes/supporters) s on s.org_id = t.org_id and s.theme_id = t.id
)
select
    i.id, i.title, i.created_at, count(r.theme_id) as themes,
    exists (select from cached_results c where c.org_id = i.org_id and c.interview_id = i.id)
    or exists (select from interview_themes l where l.org_id = i.org_id and l.interview_id = i.id) as read
from interviews i left join resting r on r.interview_id = i.id
where i.org_id = (select current_org())
group by i.org_id, i.id
order by i.created_at desc, i.id
