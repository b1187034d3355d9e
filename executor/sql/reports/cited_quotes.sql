-- The strongest quotes of a theme first, as the scan that saw it last ranked them; then those cited before.
select
    t.slug as theme_slug, q.id, q.quote, q.start_offset, q.end_offset,
    i.id as interview_id, i.title as interview_title, i.created_at as interview_created_at,
    array(
        select a.name from theme_aliases a
        where a.org_id = l.org_id and a.slug = any(l.heard_as) and a.slug <> t.slug and a.name <> t.name
        order by a.name) as heard_as,
    array(
        select distinct coalesce(a.code_id, t.id) from unnest(l.heard_as) h(slug)
        left join theme_aliases a on a.org_id = l.org_id and a.slug = h.slug) as codes,
    l.is_against
from themes t
join interview_themes l on l.org_id = t.org_id and l.theme_id = t.id
join interview_quotes q on q.org_id = l.org_id and q.interview_id = l.interview_id and q.id = l.quote_id
join interviews i on i.org_id = l.org_id and i.id = l.interview_id
left join jsonb_array_elements_text(t.evidence -> 'quote_ids') with ordinality ranked (quote_id, position)
    on ranked.quote_id = q.id::text
where t.org_id = (select current_org()) and t.slug = any(:slugs)
order by t.slug, l.is_against, ranked.position nulls last, i.created_at desc, i.id, q.start_offset
