-- Standings of themes that are there.
select c.row_id as id
from run_changes(:run) c
join themes t on t.org_id = (select current_org()) and t.id = (c.before ->> 'theme_id')::uuid
where c.table_name = 'theme_standings' and c.row_id = any(:ids)
