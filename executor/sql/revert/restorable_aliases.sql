-- Other names whose theme is there and that no other theme has taken: one that is merged goes by no name of
-- its own, and one that is about to go makes room.
select b.id
from run_changes(:run) c, jsonb_populate_record(null::theme_aliases, c.before) b
join themes t on t.org_id = (select current_org()) and t.id = b.theme_id
where c.table_name = 'theme_aliases' and c.row_id = any(:ids) and t.merged_into is null and not exists (
    select from themes o where o.org_id = (select current_org()) and o.slug = b.slug and o.id <> b.theme_id
      and o.merged_into is null and not (o.id = any(cast(:going as uuid[]))))
