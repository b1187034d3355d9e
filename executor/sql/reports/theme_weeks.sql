-- Per theme and ISO week of the interviews: how many speak of it, and in how many quotes. A date in the future is
-- a wrong one.
select
    t.slug, date_trunc('week', i.created_at at time zone 'UTC')::date as monday,
    count(distinct s.interview_id) as interviews, count(distinct l.quote_id) as passages
from themes t
join (@themes/supporters) s on s.org_id = t.org_id and s.theme_id = t.id
join interviews i on i.org_id = s.org_id and i.id = s.interview_id
left join interview_themes l on l.org_id = s.org_id and l.theme_id = s.theme_id and l.interview_id = s.interview_id
where t.org_id = (select current_org()) and t.slug = any(:slugs) and i.created_at < now() + interval '1 day'
group by 1, 2
order by 1, 2
