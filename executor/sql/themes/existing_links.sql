-- Which of these links there are already, whatever their ids.
select r.position, l.id
from jsonb_to_recordset(cast(:rows as jsonb)) as r(
    position integer, theme_id uuid, interview_id uuid, quote_id uuid)
join interview_themes l
    on l.org_id = (select current_org()) and l.theme_id = r.theme_id and l.interview_id = r.interview_id
    and l.quote_id is not distinct from r.quote_id
