-- After transcripts changed: a quote that now stands elsewhere moves there, unless that place is taken.
with moved as (
    select distinct on (q.interview_id, q.quote)
        q.id, q.interview_id,
        position(q.quote in i.raw_transcript) - 1 as start_offset,
        position(q.quote in i.raw_transcript) - 1 + char_length(q.quote) as end_offset
    from interview_quotes q
    join interviews i on i.org_id = q.org_id and i.id = q.interview_id
    where q.interview_id = any(:interviews)
      and position(q.quote in i.raw_transcript) > 0
      and substr(i.raw_transcript, q.start_offset + 1, q.end_offset - q.start_offset) <> q.quote
    order by q.interview_id, q.quote, q.id
)
update interview_quotes q set start_offset = m.start_offset, end_offset = m.end_offset
from moved m
where q.org_id = (select current_org()) and q.id = m.id and not exists (
    select from interview_quotes o
    where o.org_id = q.org_id and o.interview_id = m.interview_id
      and o.start_offset = m.start_offset and o.end_offset = m.end_offset
)
returning q.id, q.interview_id
