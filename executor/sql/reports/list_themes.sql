select
    t.id, t.slug, t.name, t.description, t.confidence_score, t.occurrences,
    t.evidence ->> 'rationale' as rationale, t.first_seen_at, t.last_seen_at, t.decision,
    array(select distinct a.name from theme_aliases a
          where a.org_id = t.org_id and a.theme_id = t.id and a.name <> t.name order by a.name) as other_names,
    (select count(*) from (@themes/supporters) s where s.org_id = t.org_id and s.theme_id = t.id) as interviews,
    jsonb_array_length(coalesce(t.evidence -> 'interview_ids', '[]')) as weighed
from themes t
where t.org_id = (select current_org()) and (cast(:slugs as text[]) is null or t.slug = any(:slugs))
  and t.status = 'active' and t.merged_into is null and (t.decision is not distinct from 'rejected') = :rejected
order by t.decision is not distinct from 'pinned' desc, interviews desc, t.confidence_score desc, t.slug
