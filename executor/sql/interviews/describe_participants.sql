with input as materialized (
    select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(position integer, id uuid, attributes jsonb)
),
changed as (
    update participants p set attributes = r.attributes
    from input r
    where p.org_id = (select current_org()) and p.id = r.id and p.attributes <> r.attributes
    returning p.id
)
select r.id, p.id is not null as known, c.id is not null as changed
from input r
left join participants p on p.org_id = (select current_org()) and p.id = r.id
left join changed c on c.id = r.id
order by r.position
