with input as materialized (
    select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        position integer, id uuid, theme_id uuid, slug text, name text, source text,
        code text, code_id uuid, description text)
),
found as (
    select
        r.*, t.id is not null as theme_known,
        exists (select from themes o where o.org_id = (select current_org()) and o.slug = r.slug)
        or exists (
            select from theme_aliases a
            where a.org_id = (select current_org()) and a.slug = r.slug and a.theme_id <> r.theme_id
        ) as taken
    from input r
    left join themes t on t.org_id = (select current_org()) and t.id = r.theme_id and t.merged_into is null
),
created as (
    insert into theme_aliases (org_id, id, theme_id, slug, name, source, code_id, description, created_by)
    select
        current_org(), id, theme_id, slug, name, source,
        -- A code that is led by another name than at first keeps its id.
        coalesce((
            select a.code_id from theme_aliases a
            where a.org_id = (select current_org()) and a.theme_id = f.theme_id and a.slug = f.code), f.code_id),
        description, :actor
    from found f where theme_known and not taken
    on conflict do nothing
    returning id
)
select f.id as alias_id, theme_known, taken, c.id is not null as created
from found f left join created c on c.id = f.id
order by f.position
