-- A place that is quoted already keeps its quote; a topic given to it now is that of whoever gives it.
with input as materialized (
    select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        position integer, id uuid, interview_id uuid, quote text,
        start_offset integer, end_offset integer, topic text)
),
found as (
    select r.*, i.id is not null as known, coalesce(
        substr(i.raw_transcript, r.start_offset + 1, r.end_offset - r.start_offset) = r.quote, false) as verbatim
    from input r
    left join interviews i on i.org_id = (select current_org()) and i.id = r.interview_id
),
stored as (
    insert into interview_quotes as q
        (org_id, id, interview_id, quote, start_offset, end_offset, topic, created_by)
    select current_org(), id, interview_id, quote, start_offset, end_offset, topic, :actor
    from found where verbatim
    order by interview_id, start_offset, end_offset  -- for all in one order, so that no two wait for one another
    on conflict (org_id, interview_id, start_offset, end_offset) do update set
        topic = excluded.topic, created_by = excluded.created_by
    where excluded.topic is not null and excluded.topic is distinct from q.topic
    returning q.id, (xmax = 0) as created
)
select f.id as quote_id, f.known, f.verbatim, s.created
from found f left join stored s on s.id = f.id
order by f.position
