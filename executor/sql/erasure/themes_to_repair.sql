-- Themes, or all where none are named, with what is said of them and who supports them; they are locked.
select
    t.id, t.slug, t.name, t.description, t.confidence_score, t.evidence, t.status, t.decision,
    coalesce((
        select jsonb_object_agg(a.slug, a.name) from theme_aliases a
        where a.org_id = t.org_id and a.theme_id = t.id), '{}') as aliases,
    array(
        select distinct l.interview_id from interview_themes l
        where l.org_id = t.org_id and l.theme_id = t.id and not l.is_against) as linked
from themes t
where t.org_id = (select current_org())
  and (cast(:themes as uuid[]) is null or t.id = any(cast(:themes as uuid[])))
order by t.slug
for update of t
