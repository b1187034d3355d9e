-- Themes whose earlier slug no other theme has taken.
select b.id
from run_changes(:run) c, jsonb_populate_record(null::themes, c.before) b
where c.table_name = 'themes' and c.row_id = any(:ids) and not exists (
    select from themes t
    where t.org_id = (select current_org()) and t.slug = b.slug and t.id <> b.id)
