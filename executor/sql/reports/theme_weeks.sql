-- Per theme and ISO week of the interviews: how many speak of it, and in how many quotes. Links are capped, so
-- interviews of the theme's evidence count as well; a date in the future is a wrong one.
with heard as (
    select t.slug, l.interview_id, l.quote_id
    from themes t join interview_themes l on l.org_id = t.org_id and l.theme_id = t.id
    where t.org_id = (select current_org()) and t.slug = any(:slugs)
    union all
    select t.slug, cast(e.id as uuid), null
    from themes t, jsonb_array_elements_text(t.evidence -> 'interview_ids') e(id)
    where t.org_id = (select current_org()) and t.slug = any(:slugs)
)
select
    h.slug, date_trunc('week', i.created_at at time zone 'UTC')::date as monday,
    count(distinct h.interview_id) as interviews, count(distinct h.quote_id) as passages
from heard h join interviews i on i.org_id = (select current_org()) and i.id = h.interview_id
where i.created_at < now() + interval '1 day'
group by 1, 2
order by 1, 2
