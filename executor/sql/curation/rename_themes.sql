-- The slug stays. The name it had and the name it gets are both remembered as the theme's, unless they are.
with input as materialized (
    select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        position integer, theme_id uuid, name text, description text, slug text, alias_id uuid,
        old_alias_id uuid, old_slug text)
),
found as (
    select
        r.*, t.id is not null as known, t.merged_into is not null as merged, t.name as old_name,
        exists (
            select from themes o
            where o.org_id = (select current_org()) and o.slug = r.slug and o.id <> r.theme_id
        ) or exists (
            select from theme_aliases a
            where a.org_id = (select current_org()) and a.slug = r.slug and a.theme_id <> r.theme_id
        ) as taken
    from input r
    left join themes t on t.org_id = (select current_org()) and t.id = r.theme_id
),
renamed as (
    update themes t set
        name = f.name, description = coalesce(f.description, t.description),
        updated_by = :actor, updated_at = now()
    from found f
    where t.org_id = (select current_org()) and t.id = f.theme_id and not f.merged and not f.taken
      and (t.name, t.description) is distinct from (f.name, coalesce(f.description, t.description))
    returning t.id
),
remembered as (
    insert into theme_aliases (org_id, id, theme_id, slug, name, source, created_by)
    select distinct on (n.slug) current_org(), n.id, f.theme_id, n.slug, n.name, 'person', :actor
    from found f join renamed r on r.id = f.theme_id,
    lateral (values (f.alias_id, f.slug, f.name), (f.old_alias_id, f.old_slug, f.old_name)) as n(id, slug, name)
    order by n.slug, n.name = f.name
    on conflict do nothing
    returning id, theme_id
)
select
    f.theme_id, f.known, f.merged, f.taken, r.id is not null as changed,
    array(select a.id from remembered a where a.theme_id = f.theme_id) as alias_ids
from found f left join renamed r on r.id = f.theme_id
order by f.position
