-- Interviews that a scan has read, by the ISO week in which they were made. What was read is kept; a theme may
-- rest on an interview of which nothing could be kept.
select date_trunc('week', i.created_at at time zone 'UTC')::date as monday, count(*) as interviews
from interviews i
where i.org_id = (select current_org()) and (
    exists (select from cached_results c where c.org_id = i.org_id and c.interview_id = i.id)
    or exists (select from interview_themes l where l.org_id = i.org_id and l.interview_id = i.id))
group by 1
order by 1
