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
added as (
    insert into interview_quotes
        (org_id, id, interview_id, quote, start_offset, end_offset, topic, created_by)
    select current_org(), id, interview_id, quote, start_offset, end_offset, topic, :actor
    from found where verbatim
    on conflict do nothing
    returning id
)
-- A place that was quoted before answers with the quote that stands there.
select f.known, f.verbatim, a.id is not null as created, coalesce(q.id, a.id) as quote_id
from found f
left join interview_quotes q
    on q.org_id = (select current_org()) and q.interview_id = f.interview_id
    and q.start_offset = f.start_offset and q.end_offset = f.end_offset
left join added a on a.id = f.id
order by f.position
