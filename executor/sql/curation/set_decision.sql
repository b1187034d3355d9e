with input as materialized (
    select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(position integer, theme_id uuid)
),
found as (
    select r.*, t.id is not null as known, t.merged_into is not null as merged, t.decision as before
    from input r
    left join themes t on t.org_id = (select current_org()) and t.id = r.theme_id
),
decided as (
    update themes t set decision = :decision, updated_by = :actor, updated_at = now()
    from found f
    where t.org_id = (select current_org()) and t.id = f.theme_id and not f.merged
      and t.decision is distinct from cast(:decision as text)
    returning t.id
)
select f.theme_id, f.known, f.merged, f.before, d.id is not null as changed
from found f left join decided d on d.id = f.theme_id
order by f.position
