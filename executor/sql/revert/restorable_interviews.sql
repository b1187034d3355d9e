-- Interviews whose earlier transcript still reads what every quote of them reads, where that quote will be.
select c.row_id as id
from run_changes(:run) c
where c.table_name = 'interviews' and c.row_id = any(:ids) and not exists (
    select from interview_quotes q
    left join run_changes(:run) m
        on m.table_name = 'interview_quotes' and m.row_id = q.id and q.id = any(:quotes)
    where q.org_id = (select current_org()) and q.interview_id = c.row_id
      and substr(
          c.before ->> 'raw_transcript',
          coalesce((m.before ->> 'start_offset')::integer, q.start_offset) + 1,
          char_length(q.quote)) <> q.quote)
