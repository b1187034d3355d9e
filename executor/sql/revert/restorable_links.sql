-- Links both of whose ends, and whose quote, are there; a theme that stays merged has none. What the run gave to
-- another theme, with which it stays, does not come back as well.
select b.id
from run_changes(:run) c, jsonb_populate_record(null::interview_themes, c.before) b
join themes t on t.org_id = (select current_org()) and t.id = b.theme_id
join interviews i on i.org_id = (select current_org()) and i.id = b.interview_id
left join interview_quotes q
    on q.org_id = (select current_org()) and q.interview_id = b.interview_id and q.id = b.quote_id
where c.table_name = 'interview_themes' and c.row_id = any(:ids)
  and (b.quote_id is null or q.id is not null) and t.merged_into is null
  and not exists (
    select from run_changes(:run) m
    join interview_themes l on l.org_id = (select current_org()) and l.id = m.row_id
    where m.table_name = 'interview_themes' and not m.existed and l.theme_id <> b.theme_id
      and l.interview_id = b.interview_id and l.quote_id is not distinct from b.quote_id)
