-- Themes whose earlier slug no other theme has taken. Out of a merge they come back only while all links that
-- they had are where the merge put them: what was split off, or merged further, would rest on the same quotes,
-- and what left a transcript would be cited still. Nor may another theme go by their name.
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
    where m.table_name = 'interview_themes' and had.theme_id = b.id and not exists (
        select from interview_themes l
        where l.org_id = (select current_org()) and l.theme_id = now.merged_into
          and l.interview_id = had.interview_id and l.quote_id is not distinct from had.quote_id)))
