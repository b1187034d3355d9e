-- The codes of themes, each with the quotes and interviews that are stored for it; what is heard most comes first.
with heard as (
    select distinct t.id as theme_id, l.interview_id, l.quote_id, coalesce(a.code_id, t.id) as code_id
    from themes t
    join interview_themes l on l.org_id = t.org_id and l.theme_id = t.id and not l.is_against
    cross join unnest(l.heard_as) h(slug)
    left join theme_aliases a on a.org_id = l.org_id and a.slug = h.slug
    where t.org_id = (select current_org()) and t.slug = any(:slugs)
),
counted as (
    select theme_id, code_id, count(distinct quote_id) as quotes, count(distinct interview_id) as interviews
    from heard group by theme_id, code_id
)
select
    t.slug as theme_slug, c.code_id as id, coalesce(led.name, t.name) as name,
    coalesce(led.description, t.description) as description, c.quotes, c.interviews
from counted c
join themes t on t.org_id = (select current_org()) and t.id = c.theme_id
left join lateral (
    select a.name, a.description from theme_aliases a
    where a.org_id = t.org_id and a.code_id = c.code_id
    order by a.id = a.code_id desc, a.created_at, a.slug limit 1
) led on true
order by t.slug, c.interviews desc, c.quotes desc, name
