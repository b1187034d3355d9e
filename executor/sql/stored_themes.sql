select
    t.id, t.slug, t.name, t.description, t.confidence_score, t.occurrences,
    t.evidence ->> 'rationale' as rationale, t.first_seen_at, t.last_seen_at,
    (select count(distinct l.interview_id) from interview_themes l
     where l.org_id = t.org_id and l.theme_id = t.id) as interviews
from themes t
where t.org_id = (select current_org()) and t.status = 'active' and (cast(:slugs as text[]) is null or t.slug = any(:slugs))
order by interviews desc, t.confidence_score desc, t.slug
