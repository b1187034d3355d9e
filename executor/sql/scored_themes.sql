-- The themes that are shown (see stored_themes.sql) with their score and how they were found to stand last;
-- without a standing they are active.
select
    t.id as theme_id, t.slug, t.confidence_score as score, t.last_seen_at,
    coalesce(s.state, 'active') as state, coalesce(s.confidence, t.confidence_score) as confidence
from themes t
left join theme_standings s on s.org_id = t.org_id and s.theme_id = t.id
where t.org_id = (select current_org())
  and t.status = 'active' and t.merged_into is null and t.decision is distinct from 'rejected'
order by t.slug
