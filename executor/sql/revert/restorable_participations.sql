-- Parts of participants who are there, in interviews that are there and not as a later run left them.
select b.id
from run_changes(:run) c, jsonb_populate_record(null::interview_participants, c.before) b
join interviews i on i.org_id = (select current_org()) and i.id = b.interview_id
join participants p on p.org_id = (select current_org()) and p.id = b.participant_id
where c.table_name = 'interview_participants' and c.row_id = any(:ids) and not (b.interview_id = any(:kept))
