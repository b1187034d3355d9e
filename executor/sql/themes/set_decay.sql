with input as materialized (
    select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        position integer, id uuid, theme_id uuid, state text, confidence double precision)
),
found as (
    select r.*, t.id is not null as known
    from input r
    left join themes t on t.org_id = (select current_org()) and t.id = r.theme_id
),
written as (
    insert into theme_standings as s (org_id, id, theme_id, state, confidence, rules_version, updated_by)
    select current_org(), id, theme_id, state, confidence, :rules, :actor from found where known
    on conflict (org_id, id) do update set
        state = excluded.state, confidence = excluded.confidence,
        rules_version = excluded.rules_version, updated_by = excluded.updated_by, updated_at = now()
    where (s.state, s.confidence, s.rules_version)
        is distinct from (excluded.state, excluded.confidence, excluded.rules_version)
    returning id, (xmax = 0) as created
)
select
    f.id, known, case when w.id is null then 'unchanged' when w.created then 'created' else 'updated' end as action
from found f
left join written w on w.id = f.id
order by f.position
