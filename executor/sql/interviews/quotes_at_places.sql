-- What stands at these places, and what has the id that a quote would get there but stands elsewhere.
select
    r.position, q.id, (q.start_offset, q.end_offset) = (r.start_offset, r.end_offset) as stands_there
from jsonb_to_recordset(cast(:rows as jsonb)) as r(
    position integer, id uuid, interview_id uuid, start_offset integer, end_offset integer)
join interview_quotes q
    on q.org_id = (select current_org()) and q.interview_id = r.interview_id
    and (q.id = r.id or (q.start_offset, q.end_offset) = (r.start_offset, r.end_offset))
order by stands_there
