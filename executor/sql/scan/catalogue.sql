-- Themes as a scan has to know them. What a person split off is told as claims: for a theme, by the theme it
-- was split off, the interviews that went with it. Of merged themes, both are those they became.
with recursive led as (
    select id, merged_into as to_id from themes
    where org_id = (select current_org()) and merged_into is not null
    union
    select l.id, t.merged_into from led l
    join themes t on t.org_id = (select current_org()) and t.id = l.to_id and t.merged_into is not null
),
became as (
    select l.id, l.to_id from led l
    join themes t on t.org_id = (select current_org()) and t.id = l.to_id and t.merged_into is null
),
claim as (
    select
        coalesce(b.to_id, t.id) as theme_id, coalesce(f.to_id, t.split_from) as from_id,
        jsonb_agg(distinct interview_id) as interview_ids
    from themes t cross join unnest(t.split_interviews) as interview_id
    left join became b on b.id = t.id
    left join became f on f.id = t.split_from
    where t.org_id = (select current_org()) and t.split_from is not null
    group by 1, 2
)
select
    t.id, t.slug, t.name, t.description, t.decision,
    array(select a.slug from theme_aliases a where a.org_id = t.org_id and a.theme_id = t.id) as aliases,
    coalesce((
        select jsonb_agg(jsonb_build_object('slug', c.slug, 'name', c.name, 'description', c.description, 'names', c.names) order by c.slug)
        from (
            select distinct on (a.code_id) a.slug, a.name, a.description,
                (select jsonb_agg(n.slug) from theme_aliases n
                 where n.org_id = t.org_id and n.theme_id = t.id and n.code_id = a.code_id) as names
            from theme_aliases a where a.org_id = t.org_id and a.theme_id = t.id and a.code_id is not null
            order by a.code_id, a.id = a.code_id desc, a.created_at, a.slug
        ) c), '[]') as codes,
    array(select s.interview_id from (@themes/supporters) s
          where s.org_id = t.org_id and s.theme_id = t.id) as interview_ids,
    coalesce((select jsonb_object_agg(c.from_id, c.interview_ids) from claim c
              where c.theme_id = t.id and c.from_id <> t.id), '{}') as split_ownership,
    coalesce((select jsonb_object_agg(m.id, m.slug) from became b
              join themes m on m.org_id = t.org_id and m.id = b.id where b.to_id = t.id), '{}') as merged
from themes t
where t.org_id = (select current_org()) and t.merged_into is null
order by t.slug
