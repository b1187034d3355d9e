-- Per theme and ISO week of the interviews: how many speak of it, and in how many quotes.
select
    t.slug, date_trunc('week', i.created_at at time zone 'UTC')::date as monday,
    count(distinct l.interview_id) as interviews, count(distinct l.quote_id) as passages
from themes t
join interview_themes l on l.org_id = t.org_id and l.theme_id = t.id
join interviews i on i.org_id = l.org_id and i.id = l.interview_id
where t.org_id = (select current_org()) and t.slug = any(:slugs)
group by 1, 2
order by 1, 2
