-- What is stored of themes, and between which dates they are known to have been spoken of, by what the dates of
-- the interviews are now. Later than all linked interviews none can be that was left out of the window. Earlier
-- one can be, which nothing names any more: so the first date stands as long as an interview is of that date.
select
    t.id, t.slug = cast(t.id as text) as nameless, t.confidence_score, t.evidence, t.first_seen_at, t.last_seen_at, t.rules_version, t.status,
    case when exists (select from interviews i where i.org_id = t.org_id and i.created_at = t.first_seen_at)
        then least(heard.first, t.first_seen_at) else heard.first end as known_first,
    heard.last as known_last, coalesce(heard.supporters, '{}') as supporters
from themes t, lateral (
    select min(i.created_at) as first, max(i.created_at) filter (where l.theme_id is not null) as last,
        array_agg(distinct s.interview_id) as supporters
    from (@themes/supporters) s join interviews i on i.org_id = s.org_id and i.id = s.interview_id
    left join interview_themes l
        on l.org_id = s.org_id and l.theme_id = s.theme_id and l.interview_id = s.interview_id
    where s.org_id = t.org_id and s.theme_id = t.id
) heard
where t.org_id = (select current_org()) and t.id = any(:themes)
