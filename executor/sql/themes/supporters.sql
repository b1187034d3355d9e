-- Who is known to speak of a theme: the interviews that are linked to it, and those of its evidence. Links are
-- capped, and the evidence is that of one scan; each may lack what the other has.
select org_id, theme_id, interview_id from interview_themes where not is_against
union
select t.org_id, t.id, cast(e.id as uuid)
from themes t cross join lateral jsonb_array_elements_text(t.evidence -> 'interview_ids') e(id)
