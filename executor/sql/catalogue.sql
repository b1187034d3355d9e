select
    t.id, t.slug, t.name, t.description, t.decision,
    array(select a.slug from theme_aliases a where a.org_id = t.org_id and a.theme_id = t.id) as aliases,
    array(select distinct l.interview_id from interview_themes l
          where l.org_id = t.org_id and l.theme_id = t.id) as interview_ids
from themes t
where t.org_id = (select current_org()) and t.merged_into is null
order by t.slug
