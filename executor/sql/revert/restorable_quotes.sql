-- Quotes that read so in their transcripts again, at a place that no other quote has taken.
select b.id
from run_changes(:run) c, jsonb_populate_record(null::interview_quotes, c.before) b
join interviews i on i.org_id = (select current_org()) and i.id = b.interview_id
where c.table_name = 'interview_quotes' and c.row_id = any(:ids)
  and substr(i.raw_transcript, b.start_offset + 1, b.end_offset - b.start_offset) = b.quote
  and not exists (
    select from interview_quotes q
    where q.org_id = i.org_id and q.interview_id = i.id and q.id <> b.id
      and q.start_offset = b.start_offset and q.end_offset = b.end_offset)
