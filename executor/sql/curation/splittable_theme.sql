-- A theme with all that a split may divide: its other names, its links, and the interviews behind it.
select
    t.id, t.slug, t.name, t.evidence, t.confidence_score, t.decision, t.merged_into is not null as merged,
    array(select a.slug from theme_aliases a where a.org_id = t.org_id and a.theme_id = t.id) as aliases,
    coalesce((
        select jsonb_object_agg(led.slug, led.names) from (
            select
                (array_agg(a.slug order by a.id = a.code_id desc, a.created_at, a.slug))[1] as slug,
                jsonb_agg(a.slug) as names
            from theme_aliases a
            where a.org_id = t.org_id and a.theme_id = t.id and a.code_id is not null group by a.code_id
        ) led), '{}') as codes,
    coalesce((
        select jsonb_agg(
            jsonb_build_object(
                'id', l.id, 'interview_id', l.interview_id, 'quote_id', l.quote_id, 'heard_as', l.heard_as)
            order by l.id)
        from interview_themes l where l.org_id = t.org_id and l.theme_id = t.id), '[]') as links,
    coalesce((
        select jsonb_object_agg(i.id, i.title) from interviews i
        where i.org_id = t.org_id and (
            t.evidence -> 'interview_ids' ? i.id::text or i.id in (
                select l.interview_id from interview_themes l
                where l.org_id = t.org_id and l.theme_id = t.id))), '{}') as interviews,
    exists (
        select from themes o where o.org_id = t.org_id and (o.slug = :slug or o.id = :new_id)
        -- One that was merged into this theme is no more than a name of it.
        and (o.merged_into is null or not exists (
            select from theme_aliases a
            where a.org_id = t.org_id and a.slug = o.slug and a.theme_id = t.id))
    ) or exists (
        select from theme_aliases a where a.org_id = t.org_id and a.slug = :slug and a.theme_id <> t.id
    ) as taken,
    (
        select c.slug from unnest(cast(:slugs as text[]), cast(:ids as uuid[])) with ordinality as c(slug, id, place)
        where not exists (select from themes o where o.org_id = t.org_id and (o.slug = c.slug or o.id = c.id))
          and not exists (
            select from theme_aliases a
            where a.org_id = t.org_id and a.slug = c.slug and a.theme_id <> t.id)
        order by c.place limit 1
    ) as free
from themes t
where t.org_id = (select current_org()) and t.id = :theme_id
for update of t
