-- The turns and the corrected roles of interviews, where either is another now.
update interviews i set turns = r.turns, corrected_roles = r.corrected_roles
from jsonb_to_recordset(cast(:rows as jsonb)) as r(interview_id uuid, turns jsonb, corrected_roles jsonb)
where i.org_id = (select current_org()) and i.id = r.interview_id
  and (i.turns, i.corrected_roles) is distinct from (r.turns, r.corrected_roles)
returning i.id
