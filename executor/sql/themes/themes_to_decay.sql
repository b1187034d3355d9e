-- The themes that are shown (see stored_themes.sql) with their score and how they were found to stand last;
-- without a standing they are active. They were seen last at the latest date that an interview which is known to
-- speak of them has now: a date may have been corrected since a scan, and only a scan that finds a theme again
-- writes what it was to the theme.
select
    t.id as theme_id, t.slug, t.confidence_score as score, coalesce(heard.last, t.last_seen_at) as last_seen_at,
    coalesce(s.state, 'active') as state, coalesce(s.confidence, t.confidence_score) as confidence
from themes t
left join theme_standings s on s.org_id = t.org_id and s.theme_id = t.id
cross join lateral (
    select max(i.created_at) as last
    from (@themes/supporters) n join interviews i on i.org_id = n.org_id and i.id = n.interview_id
    where n.org_id = t.org_id and n.theme_id = t.id
) heard
where t.org_id = (select current_org())
  and t.status = 'active' and t.merged_into is null and t.decision is distinct from 'rejected'
order by t.slug
