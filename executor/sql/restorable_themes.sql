-- Themes whose earlier slug no other theme has taken; nor their name, where they come back out of a merge: of what
-- was split off under it meanwhile there would be two.
select b.id
from run_changes(:run) c, jsonb_populate_record(null::themes, c.before) b
left join themes now on now.org_id = (select current_org()) and now.id = b.id
where c.table_name = 'themes' and c.row_id = any(:ids) and not exists (
    select from themes t
    where t.org_id = (select current_org()) and t.id <> b.id and (
        t.slug = b.slug
        or (now.merged_into is not null and b.merged_into is null
            and t.merged_into is null and lower(t.name) = lower(b.name))))
