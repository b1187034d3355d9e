-- Themes whose earlier slug no other theme has taken. Out of a merge they come back only where a theme that was
-- split off, or merged further, has taken neither their name nor what the merge moved: both would rest on it.
select b.id
from run_changes(:run) c, jsonb_populate_record(null::themes, c.before) b
left join themes now on now.org_id = (select current_org()) and now.id = b.id
where c.table_name = 'themes' and c.row_id = any(:ids)
  and not exists (
    select from themes t
    where t.org_id = (select current_org()) and t.id <> b.id and (
        t.slug = b.slug
        or (now.merged_into is not null and b.merged_into is null
            and t.merged_into is null and lower(t.name) = lower(b.name))))
  and (now.merged_into is null or b.merged_into is not null or not exists (
    select from run_changes(:run) m, jsonb_populate_record(null::interview_themes, m.before) had
    join interview_themes l
        on l.org_id = (select current_org()) and l.interview_id = had.interview_id
        and l.quote_id is not distinct from had.quote_id and l.theme_id <> now.merged_into
    where m.table_name = 'interview_themes' and had.theme_id = b.id and not exists (
        select from interview_themes kept
        where kept.org_id = (select current_org()) and kept.theme_id = now.merged_into
          and kept.interview_id = had.interview_id and kept.quote_id is not distinct from had.quote_id)))
